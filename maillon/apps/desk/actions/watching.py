"""The timer of a desk's next closing: planned while it holds an open request, once.

A worker plans those that are missing when it starts: requests older than this timer have theirs.
"""

from datetime import datetime

from maillon.apps.desk.models import Desk, ServiceRequest
from maillon.apps.desk.timing import next_closing
from maillon.kernel import jobs

__all__ = ["watch_all", "watch_closing"]


def watch_closing(desk: Desk, now: datetime) -> None:
    """Plan the next closing of this desk (job ``desk.closing``); one that never closes has none."""
    closing = next_closing(desk, now)
    if closing is not None:
        jobs.enqueue(
            "desk.closing",
            key=f"closing:{desk.pk}:{closing.isoformat()}",
            run_at=closing,
            payload={"desk": str(desk.pk)},
        )


def watch_all(now: datetime) -> int:
    """Plan it for every desk that holds an open request, whatever planned it before; how many."""
    holding = ServiceRequest.objects.open().values("desk_id")
    desks = list(Desk.objects.filter(pk__in=holding))
    for desk in desks:
        watch_closing(desk, now)
    return len(desks)
