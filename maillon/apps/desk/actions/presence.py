"""Who sits at a desk now: said again and again by her page, gone after a silence."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.models import Presence, Sitting
from maillon.kernel import bulk, events
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Change, Prepared

__all__ = ["ALIVE", "be_present", "gone_from"]

ALIVE = timedelta(seconds=60)  # the page speaks every twenty seconds
PAUSE = timedelta(minutes=5)  # back before that, it is the same sitting
A_MINUTE = 60  # seconds


def be_present(*, desk_id: UUID, request_id: UUID | None, by: AccountViewer, now: datetime) -> None:
    """She is at her desk, perhaps with a request before her; colleagues see it at once.

    Those silent for a minute are forgotten. ``NotFound`` for a desk or a request of others.
    """
    access.check_agent(by, desk_id)
    if request_id is not None:
        access.check_request(by, request_id, now=now)
    with transaction.atomic():
        here = {row[0]: row for row in _HERE.rows(desk_id)}
        _, seen_at, before = here.pop(by.account_id, (None, None, None))
        gone = _forget(desk_id, [pk for pk, seen, _ in here.values() if seen <= now - ALIVE], now)
        if seen_at is None or not _SEEN.done(desk_id, by.account_id, now, request_id):
            Presence.objects.update_or_create(
                desk_id=desk_id, account_id=by.account_id,
                defaults={"request_id": request_id, "seen_at": now},
            )  # fmt: skip
        if seen_at is None or _minute(seen_at) != _minute(now):
            _sit(desk_id, by.account_id, now)
        if gone or seen_at is None or seen_at <= now - ALIVE or before != request_id:
            events.bump(f"desk:{desk_id}")


_HERE: Final = Prepared(
    lambda desk_id: Presence.objects.filter(desk=desk_id).values_list(
        "account_id", "seen_at", "request_id"
    ),
    UUID,
)
_SEEN: Final = Change(
    lambda desk_id, account_id, now, request_id: (
        Presence.objects.filter(desk=desk_id, account=account_id),
        {"request": request_id, "seen_at": now},
    ),
    UUID,
    UUID,
    datetime,
    UUID | None,
)


def _forget(desk_id: UUID, silent: list[UUID], now: datetime) -> int:
    """Unless one of them spoke at this very moment."""
    if not silent:
        return 0
    theirs = Presence.objects.filter(desk=desk_id, account__in=silent)
    return theirs.filter(seen_at__lte=now - ALIVE).delete()[0]


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // A_MINUTE


def _sit(desk_id: UUID, account_id: UUID, now: datetime) -> None:
    """Her sitting goes on, or another one begins: after a pause, or by a clock that went back."""
    if not _SITS_ON.done(desk_id, account_id, now - PAUSE, now):
        bulk.insert([Sitting(desk_id=desk_id, account_id=account_id, began_at=now, until=now)])


_SITS_ON: Final = Change(
    lambda desk_id, account_id, since, now: (
        Sitting.objects.filter(desk=desk_id, account=account_id, until__gt=since, until__lte=now),
        {"until": now},
    ),
    UUID,
    UUID,
    datetime,
    datetime,
)


def gone_from(desk_id: UUID, account_id: UUID) -> None:
    """She left; inside the transaction of her caller."""
    if Presence.objects.filter(desk_id=desk_id, account_id=account_id).delete()[0]:
        events.bump(f"desk:{desk_id}")
