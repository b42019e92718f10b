"""Whether a desk is open, until when, and who answers meanwhile."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.moments import clock_words, day_words, long_day
from maillon.apps.desk.timing import hours_of

__all__ = ["Opening", "opening_of"]

MIDNIGHT: Final = time(23, 59)  # how the hours of a desk write it


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or closed now, in words; ``notice`` says who answers locally when closed."""

    open: bool
    today: str  # « mardi 24 novembre, 9 h 41 »
    words: str  # « ouvert jusqu’à 19 h 30 », « fermé, ouvre demain à 9 h 00 »
    notice: str = ""


def opening_of(desk: Desk, now: datetime) -> Opening:
    """The opening of the desk at ``now``, on its own wall clock."""
    tz = ZoneInfo(desk.timezone)
    local = now.astimezone(tz)
    today = f"{long_day(local.date())}, {clock_words(now, tz)}"
    if hours_of(desk).is_open(now):
        return Opening(True, today, _until(desk, now, tz))
    return Opening(False, today, _opens(desk, now, tz), desk.closed_notice)


def _until(desk: Desk, now: datetime, tz: ZoneInfo) -> str:
    """The end of the span that runs, of those that follow it without a gap, midnight included."""
    hours, local = hours_of(desk), now.astimezone(tz)
    for days in range(7):
        end = local.time() if days == 0 else time.min
        for start, stop in sorted(hours.spans_on(local.date() + timedelta(days=days))):
            end = stop if start <= end < stop else end
        if end >= MIDNIGHT:
            continue
        if end == time.min:  # closed as the day begins
            last = day_words(local.date() + timedelta(days=days - 1), local.date())
            return " ".join(part for part in ("ouvert jusqu’à", last, "minuit") if part)
        closing = (local + timedelta(days=days)).replace(hour=end.hour, minute=end.minute)
        day = f"{day_words(closing.date(), local.date())} à " if days else ""
        return f"ouvert jusqu’à {day}{clock_words(closing, tz)}"
    return "ouvert jour et nuit"


def _opens(desk: Desk, now: datetime, tz: ZoneInfo) -> str:
    opening = hours_of(desk).next_open(now)
    if opening == now:
        return "fermé"
    day = day_words(opening.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(
        part for part in ("fermé, il ouvre", day, "à", clock_words(opening, tz)) if part
    )
