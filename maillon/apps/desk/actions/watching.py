"""The timer of a desk's next closing: planned while it holds an open request, once."""

from datetime import datetime

from maillon.apps.desk.models import Desk
from maillon.apps.desk.timing import next_closing
from maillon.kernel import jobs

__all__ = ["watch_closing"]


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
