"""Months counted on the calendar. Pure."""

import calendar
from datetime import date

__all__ = ["months_later"]


def months_later(day: date, months: int) -> date:
    """The same day that many months later; the last of the month where it has no such day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
