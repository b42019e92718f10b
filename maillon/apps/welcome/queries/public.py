"""What anybody reads: the doors, one door, and by her link what became of a request."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer

from maillon.apps.welcome import access
from maillon.apps.welcome.models import HelpRequest, WelcomeDoor
from maillon.apps.welcome.timing import PARIS, working_days_after
from maillon.errors import NotFound
from maillon.kernel.access import LinkViewer

__all__ = [
    "DoorPage", "FollowPage", "door_page", "doors", "follow", "follow_token", "visitor",
]  # fmt: skip

AFTER: Final = timedelta(days=60)  # a link outlives its request by that much
_SALT: Final = "maillon.welcome.follow"


@dataclass(frozen=True, slots=True)
class DoorPage:
    """A door as anybody reads it."""

    id: UUID
    organization_id: UUID
    slug: str
    team: str
    territory: str
    readers: str
    phone: str
    due_at: datetime  # of a request sent now
    synthetic: bool


@dataclass(frozen=True, slots=True)
class FollowPage:
    """What the requester reads: whether it was taken, nothing about anybody."""

    reference: str
    team: str
    phone: str
    state: str
    received_at: datetime
    due_at: datetime
    taken_at: datetime | None
    closed_at: datetime | None


def doors(*, now: datetime) -> tuple[DoorPage, ...]:
    """The open doors, by the name of their team."""
    rows = WelcomeDoor.objects.filter(open=True).select_related("organization")
    return tuple(_door(row, now) for row in rows.order_by("organization__name"))


def door_page(slug: str, *, now: datetime) -> DoorPage:
    """One open door; ``NotFound`` where it is closed or unknown."""
    return _door(access.open_door(slug), now)


def visitor(door: DoorPage, *, origin: str) -> LinkViewer:
    """Somebody who stands at this door, without an account."""
    return LinkViewer("door", door.id, origin=origin)


def follow_token(request_id: UUID) -> str:
    """The signed address of a request's follow-up: its key and our signature, no name."""
    return Signer(salt=_SALT, sep=".").sign(request_id.hex)


def follow(token: str, *, now: datetime, origin: str = "") -> tuple[LinkViewer, FollowPage]:
    """Who bears this link, and what she reads; ``NotFound`` for a forged link, or 60 days after
    the end.
    """
    try:
        key = UUID(Signer(salt=_SALT, sep=".").unsign(token))
    except (BadSignature, ValueError):
        raise NotFound from None
    rows = HelpRequest.objects.select_related("organization__welcome_door", "task")
    row = rows.filter(pk=key).first()
    if row is None or (row.closed_at is not None and row.closed_at <= now - AFTER):
        raise NotFound
    door = getattr(row.organization, "welcome_door", None)
    return LinkViewer(access.FOLLOW, row.pk, origin=origin), FollowPage(
        reference=row.reference, team=row.organization.name, phone=door.phone if door else "",
        state=row.state, received_at=row.received_at.astimezone(PARIS),
        due_at=row.task.due_at.astimezone(PARIS), taken_at=row.taken_at, closed_at=row.closed_at,
    )  # fmt: skip


def _door(row: WelcomeDoor, now: datetime) -> DoorPage:
    return DoorPage(
        id=row.pk, organization_id=row.organization_id, slug=row.slug, team=row.organization.name,
        territory=row.territory, readers=row.readers, phone=row.phone,
        due_at=working_days_after(now, row.answer_days), synthetic=row.organization.synthetic,
    )  # fmt: skip
