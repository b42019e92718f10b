"""Whether somebody was seen at a desk while it was open, as whoever leads it reads it."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.desk import access
from maillon.apps.desk.attended import Attended, attended
from maillon.apps.desk.timing import local_day, local_moment
from maillon.kernel.access import AccountViewer

__all__ = ["DAYS", "desk_attendance"]

DAYS: Final = 7  # before today


def desk_attendance(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> Attended | None:
    """What is known of the last seven days and of today; ``None`` where nobody ever sat.

    Nobody is named: it tells whether the desk was held, not who worked. ``NotFound`` for whoever
    does not lead the desk.
    """
    desk = access.require_lead(viewer, desk_id)
    first = local_day(desk, now) - timedelta(days=DAYS)
    found = attended([desk], local_moment(desk, first, time(0)), now.astimezone(UTC))
    return found[0][1] if found else None
