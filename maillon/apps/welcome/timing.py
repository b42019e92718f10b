"""Deadlines as the page promises them: working days, at the end of the day, in Paris."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["PARIS", "working_days_after"]

PARIS: Final = ZoneInfo("Europe/Paris")
EVENING: Final = time(18, 0)
SATURDAY: Final = 5


def working_days_after(now: datetime, days: int) -> datetime:
    """Six in the evening, so many working days later; weekends do not count."""
    day = now.astimezone(PARIS).date()
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return datetime.combine(day, EVENING, PARIS)
