"""Whether a desk is open, until when, and who answers meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.moments import clock_words, day_words, long_day
from maillon.apps.desk.timing import hours_of

__all__ = ["Opening", "opening_of"]


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
    """The end of the span that runs, or of the one that follows it without a gap."""
    local = now.astimezone(tz)
    spans = sorted(hours_of(desk).weekly.get(local.weekday(), ()))
    end = local.time()
    for start, stop in spans:
        if start <= end < stop:
            end = stop
    if end.hour == 23 and end.minute == 59:
        return "ouvert jusqu’à minuit"
    closing = local.replace(hour=end.hour, minute=end.minute)
    return f"ouvert jusqu’à {clock_words(closing, tz)}"


def _opens(desk: Desk, now: datetime, tz: ZoneInfo) -> str:
    opening = hours_of(desk).next_open(now)
    if opening == now:
        return "fermé"
    day = day_words(opening.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(
        part for part in ("fermé, il ouvre", day, "à", clock_words(opening, tz)) if part
    )
