"""Opening time: deadlines fall when somebody is there to keep them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maillon.apps.desk.models import Desk
from maillon.engines.dispatch import DeskHours

__all__ = ["due", "hours_of", "local_day", "local_moment"]


def hours_of(desk: Desk) -> DeskHours:
    """The desk's opening hours as the engine reads them."""
    weekly = {
        int(day): tuple((_wall(start), _wall(end)) for start, end in spans)
        for day, spans in desk.opening_hours.items()
    }
    return DeskHours(tz=ZoneInfo(desk.timezone), weekly=weekly)


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


def local_day(desk: Desk, now: datetime) -> date:
    """The calendar day at the desk."""
    return now.astimezone(ZoneInfo(desk.timezone)).date()


def local_moment(desk: Desk, day: date, wall: time) -> datetime:
    """The UTC moment when the desk's clock shows ``wall`` on ``day``."""
    return datetime.combine(day, wall, tzinfo=ZoneInfo(desk.timezone)).astimezone(UTC)
