"""Opening time: deadlines fall when somebody is there to keep them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maillon.apps.desk.models import Desk
from maillon.engines.dispatch import DeskHours

__all__ = ["due", "hours_of", "local_day", "local_moment", "next_closing", "next_shift_start"]


def hours_of(desk: Desk) -> DeskHours:
    """The desk's opening hours as the engine reads them, its closed days among them."""
    weekly = {
        int(day): tuple((_wall(start), _wall(end)) for start, end in spans)
        for day, spans in desk.opening_hours.items()
    }
    return DeskHours(
        tz=ZoneInfo(desk.timezone),
        weekly=weekly,
        closed_on=frozenset(date.fromisoformat(day) for day in desk.closed_days),
        holidays=_department(desk) if desk.closed_holidays else None,
    )


def _department(desk: Desk) -> str:
    """Read in the INSEE code of its commune: three digits overseas."""
    code = str(desk.commune_id)
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _wall(text: str) -> time:
    return time.max if text == "24:00" else time.fromisoformat(text)


def due(desk: Desk, now: datetime, allowance: timedelta) -> datetime:
    """``now`` plus the allowance, or the allowance counted from the next opening."""
    hours = hours_of(desk)
    moment = now + allowance
    if hours.is_open(now) and hours.is_open(moment):
        return moment
    opening = hours.next_open(moment if hours.is_open(now) else now)
    return opening + min(allowance, timedelta(hours=1))


def next_closing(desk: Desk, now: datetime) -> datetime | None:
    """When the desk, open now or next, closes; ``None`` for one that never does."""
    return hours_of(desk).next_close(now)


def next_shift_start(desk: Desk, now: datetime) -> datetime:
    """When the shift after the running one begins; the next opening while the desk is closed."""
    hours = hours_of(desk)
    if not hours.is_open(now):
        return hours.next_open(now)
    return hours.next_open(hours.end_of_span(now))


def local_day(desk: Desk, now: datetime) -> date:
    """The calendar day at the desk."""
    return now.astimezone(ZoneInfo(desk.timezone)).date()


def local_moment(desk: Desk, day: date, wall: time) -> datetime:
    """The UTC moment when the desk's clock shows ``wall`` on ``day``."""
    return datetime.combine(day, wall, tzinfo=ZoneInfo(desk.timezone)).astimezone(UTC)
