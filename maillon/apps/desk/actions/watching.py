"""The timer of a desk's next closing: planned while it holds an open request, once.

A worker plans those that are missing when it starts, and when its clock has gone back: one done
while the clock ran ahead counts for nothing.
"""

from datetime import datetime, timedelta

from maillon.apps.desk.models import Desk, ServiceRequest
from maillon.apps.desk.timing import hours_of, next_closing
from maillon.kernel import jobs

__all__ = ["STAYS_LATE", "watch_all", "watch_closing", "watch_night"]

STAYS_LATE = timedelta(minutes=15)  # for who has a request before her once the desk is closed


def watch_closing(desk: Desk, now: datetime) -> None:
    """Plan the next closing of this desk (job ``desk.closing``); one that never closes has none."""
    closing = next_closing(desk, now)
    if closing is not None:
        key = f"closing:{desk.pk}:{closing.isoformat()}"
        jobs.unring(key, now)
        jobs.enqueue("desk.closing", key=key, run_at=closing, payload={"desk": str(desk.pk)})


def watch_night(desk: Desk, now: datetime) -> None:
    """Somebody takes a request by name while the desk is closed: the closing comes again soon.

    Otherwise it would be hers all night, and she may have gone home. Open, nothing is planned.
    """
    if hours_of(desk).is_open(now):
        return
    again = now + STAYS_LATE
    jobs.enqueue(
        "desk.closing", key=f"desk.closing:{desk.pk}:{again.isoformat()}", run_at=again,
        payload={"desk": str(desk.pk)},
    )  # fmt: skip


def watch_all(now: datetime) -> int:
    """Plan it for every desk that holds an open request, whatever planned it before; how many."""
    holding = ServiceRequest.objects.open().values("desk_id")
    desks = list(Desk.objects.filter(pk__in=holding))
    for desk in desks:
        watch_closing(desk, now)
    return len(desks)
