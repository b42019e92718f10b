"""At closing time nothing stays with somebody who goes home; in the morning it comes back.

Hours changed meanwhile are read afresh: a timer that comes too early plans the right one.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.presence import ALIVE
from maillon.apps.desk.actions.relaying import Receiver, pass_on
from maillon.apps.desk.actions.watching import STAYS_LATE, watch_closing
from maillon.apps.desk.models import Desk, Presence, Relay, ServiceRequest
from maillon.apps.desk.timing import hours_of
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM

__all__ = ["close_desk", "lent", "reopen_desk"]


def close_desk(payload: dict[str, Any], now: datetime) -> None:
    """Closing (job ``desk.closing``): open requests go to the evening desk, or the next shift.

    One that somebody has open before her waits a quarter of an hour.
    """
    desk = Desk.objects.select_related("evening_desk").filter(pk=payload["desk"]).first()
    if desk is None:
        return
    if not hours_of(desk).is_open(now):
        to = _evening(desk, now) or Receiver(shift="now")
        _each(desk, _held(desk, to), to, Relay.Cause.CLOSING, "desk.closing", now)
        _plan_morning(desk, now)
    if ServiceRequest.objects.open().at_desk(desk.pk).exists():
        watch_closing(desk, now)


def reopen_desk(payload: dict[str, Any], now: datetime) -> None:
    """Opening (job ``desk.opening``): what left at closing comes back, where it is still open."""
    desk = Desk.objects.filter(pk=payload["desk"]).first()
    if desk is None or not hours_of(desk).is_open(now):
        return
    back = Receiver(desk_id=desk.pk)
    _each(desk, lent(desk), back, Relay.Cause.OPENING, "desk.opening", now)


def _evening(desk: Desk, now: datetime) -> Receiver | None:
    """The desk that goes on, if it is open at that moment."""
    other = desk.evening_desk
    if other is None or other.organization_id != desk.organization_id:
        return None
    return Receiver(desk_id=other.pk) if hours_of(other).is_open(now) else None


def _held(desk: Desk, to: Receiver) -> list[UUID]:
    """What leaves: everything for another desk, what has a name on it for the next shift."""
    held = ServiceRequest.objects.open().at_desk(desk.pk)
    if to.desk_id is None:
        held = held.filter(owner_account__isnull=False)
    return list(held.order_by("pk").values_list("pk", flat=True))


def lent(desk: Desk) -> list[UUID]:
    """What this desk gave at closing and nobody passed elsewhere since."""
    once = Relay.objects.filter(from_desk=desk, cause=Relay.Cause.CLOSING, request__closed_at=None)
    moves = Relay.objects.filter(request__in=once.values("request")).exclude(from_desk=F("to_desk"))
    last = {move.request_id: move for move in moves.defer("word").order_by("at", "pk")}
    closing = (desk.pk, Relay.Cause.CLOSING)
    return sorted(pk for pk, move in last.items() if (move.from_desk_id, move.cause) == closing)


def _each(desk: Desk, ids: list[UUID], to: Receiver, cause: str, job: str, now: datetime) -> None:
    waiting = False
    for pk in ids:
        request = progress.lock(pk)
        if request.closed_at is not None:
            continue
        if Presence.objects.filter(request_id=pk, seen_at__gt=now - ALIVE).exists():
            waiting = True
            continue
        pass_on(request, to, "", cause=cause, by=SYSTEM, now=now)
        progress.refresh(request, by=SYSTEM, now=now)
    if waiting:
        again = now + STAYS_LATE
        jobs.enqueue(
            job, key=f"{job}:{desk.pk}:{again.isoformat()}", run_at=again,
            payload={"desk": str(desk.pk)},
        )  # fmt: skip


def _plan_morning(desk: Desk, now: datetime) -> None:
    if not lent(desk):
        return
    opening = hours_of(desk).next_open(now)
    key = f"opening:{desk.pk}:{opening.isoformat()}"
    jobs.unring(key, now)
    jobs.enqueue("desk.opening", key=key, run_at=opening, payload={"desk": str(desk.pk)})
