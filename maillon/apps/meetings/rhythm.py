"""When the next meeting of a series is held, on the wall clock of where it is held."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["next_moment"]

DAYS: Final = {"weekly": 7, "fortnightly": 14}


def next_moment(starts_at: datetime, timezone: str, rhythm: str) -> datetime:
    """One step of the rhythm later, at the same hour of the day, summer or winter.

    ``monthly``: the same weekday of the same rank (the second Tuesday), the last one where the
    month has no fifth.
    """
    local = starts_at.astimezone(ZoneInfo(timezone))
    if rhythm in DAYS:
        return local + timedelta(days=DAYS[rhythm])
    rank = (local.day - 1) // 7
    first = (local.replace(day=1) + timedelta(days=32)).replace(day=1)
    ahead = first + timedelta(days=(local.weekday() - first.weekday()) % 7, weeks=rank)
    return ahead if ahead.month == first.month else ahead - timedelta(weeks=1)
