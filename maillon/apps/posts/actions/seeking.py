from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.journal import actions as journal
from maillon.apps.posts import access
from maillon.apps.posts.models import PostWish
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewWish", "seek_post", "stop_seeking"]


@dataclass(frozen=True, slots=True)
class NewWish:
    """What a structure looks for; ``days``: 0 is Monday, 4 is Friday."""

    hours: Decimal
    days: Collection[int]
    least_visit: Decimal
    most_minutes: int
    population: int | None = None


def seek_post(*, organization_id: UUID, new: NewWish, by: AccountViewer, now: datetime) -> PostWish:
    """Say that a structure looks for a post to share: from now those that look too see its name,
    its commune, its hours and days, and it sees theirs. The wish before is kept, closed.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``wish_hours``,
    ``wish_days``, ``wish_visit`` (a visit longer than the hours of the week).
    """
    access.require_writer(by, organization_id)
    if not 0 < new.hours <= 35:
        raise Refused("wish_hours")
    if not new.days or not set(new.days) <= set(range(5)):
        raise Refused("wish_days")
    if not 0 <= new.least_visit <= new.hours:
        raise Refused("wish_visit")
    with transaction.atomic():
        _open(organization_id).update(closed_at=now)
        wish = PostWish(
            organization_id=organization_id, hours=new.hours, days=sorted(set(new.days)),
            least_visit=new.least_visit, most_minutes=new.most_minutes, population=new.population,
            opened_by_id=by.account_id, opened_at=now,
        )  # fmt: skip
        wish.save(force_insert=True)
        _tell("posts.wish_opened", organization_id, wish.pk, by, now)
    return wish


def stop_seeking(*, organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Look no more: at the next request nobody sees the structure there.

    Raises ``NotFound``, ``Refused('wish_none')``.
    """
    access.require_writer(by, organization_id)
    with transaction.atomic():
        wish = _open(organization_id).select_for_update().first()
        if wish is None:
            raise Refused("wish_none")
        wish.closed_at = now
        wish.save(update_fields=["closed_at"])
        _tell("posts.wish_closed", organization_id, wish.pk, by, now)


def _open(organization_id: UUID) -> "QuerySet[PostWish]":
    return PostWish.objects.filter(organization_id=organization_id, closed_at=None)


def _tell(act: str, organization_id: UUID, pk: UUID, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=organization_id, by=by, now=now, subjects=[("post_wish", pk)]
    )
