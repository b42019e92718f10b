"""Who sits at a desk now: said again and again by her page, gone after a silence."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.models import Presence, Sitting
from maillon.kernel import events
from maillon.kernel.access import AccountViewer

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
    here = Presence.objects.filter(desk_id=desk_id)
    with transaction.atomic():
        gone, _ = here.filter(seen_at__lte=now - ALIVE).exclude(account=by.account_id).delete()
        hers = here.filter(account=by.account_id)
        before, seen = hers.first(), {"request_id": request_id, "seen_at": now}
        if before is None or not hers.update(**seen):
            Presence.objects.update_or_create(
                desk_id=desk_id, account_id=by.account_id, defaults=seen
            )
        arrived = before is None or before.seen_at <= now - ALIVE
        if before is None or _minute(before.seen_at) != _minute(now):
            _sit(desk_id, by.account_id, now)
        if gone or arrived or (before is not None and before.request_id != request_id):
            events.bump(f"desk:{desk_id}")


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // A_MINUTE


def _sit(desk_id: UUID, account_id: UUID, now: datetime) -> None:
    """Her sitting goes on, or another one begins: after a pause, or by a clock that went back."""
    hers = Sitting.objects.filter(desk_id=desk_id, account_id=account_id)
    if not hers.filter(until__gt=now - PAUSE, until__lte=now).update(until=now):
        Sitting.objects.create(desk_id=desk_id, account_id=account_id, began_at=now, until=now)


def gone_from(desk_id: UUID, account_id: UUID) -> None:
    """She left; inside the transaction of her caller."""
    if Presence.objects.filter(desk_id=desk_id, account_id=account_id).delete()[0]:
        events.bump(f"desk:{desk_id}")
