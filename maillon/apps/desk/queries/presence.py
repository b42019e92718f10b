"""Who sits at a desk now, and what each has before her."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.desk.access import desks_of, require_request
from maillon.apps.desk.actions.presence import ALIVE
from maillon.apps.desk.models import Presence
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Prepared

__all__ = ["Present", "also_before", "before_whom", "others_before", "present"]


_ALIVE: Final = Prepared(
    lambda desk_id, since: (
        Presence.objects.filter(desk_id=desk_id, seen_at__gt=since)
        .order_by("account__name", "account_id")
        .values_list("account_id", "account__name", "request_id")
    ),
    UUID,
    datetime,
)


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague at the desk; ``request_id`` is what she has open."""

    account_id: UUID
    name: str
    mine: bool
    request_id: UUID | None


def present(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> tuple[Present, ...]:
    """Everybody at the desk of this agent, by name; ``NotFound`` for a desk of others."""
    if desk_id not in desks_of(viewer):
        raise NotFound
    rows = _ALIVE.rows(desk_id, now - ALIVE)
    return tuple(Present(pk, name, pk == viewer.account_id, at) for pk, name, at in rows)


def before_whom(people: tuple[Present, ...]) -> dict[UUID, tuple[str, ...]]:
    """By request, the names of those who have it open."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for one in people:
        if one.request_id is not None:
            found[one.request_id].append(one.name)
    return {pk: tuple(names) for pk, names in found.items()}


def also_before(viewer: AccountViewer, request_id: UUID, *, now: datetime) -> tuple[str, ...]:
    """The colleagues who have this request open besides her; ``NotFound`` where it is not hers."""
    request = require_request(viewer, request_id, now=now)
    people = present(viewer, request.desk_id, now=now)
    return others_before(people, request_id)


def others_before(people: Iterable[Present], request_id: UUID) -> tuple[str, ...]:
    """Of these people, the others who have this request open."""
    return tuple(one.name for one in people if one.request_id == request_id and not one.mine)
