"""Local hours: when the desk is open, when nobody may be messaged.

Wall-clock times are read in the desk's own time zone, overseas and daylight-saving nights
included; moments come in and go out aware, in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from maillon.engines.dispatch.holidays import public_holidays

__all__ = ["DeskHours", "is_quiet", "next_loud"]

Span = tuple[time, time]
_DAYS_SEARCHED: Final = 92


@dataclass(frozen=True, slots=True)
class DeskHours:
    """Opening hours of a desk: half-open spans per weekday (0 = Monday), and days closed.

    A span ends the day it begins; ``time.max`` stands for midnight. ``holidays`` is the department
    whose legal holidays close the desk; ``None`` where they do not.
    """

    tz: tzinfo
    weekly: Mapping[int, tuple[Span, ...]] = field(default_factory=dict, hash=False)
    closed_on: frozenset[date] = frozenset()
    holidays: str | None = None

    def is_open(self, at: datetime) -> bool:
        """Whether the desk is open at that moment."""
        local = at.astimezone(self.tz)
        return any(start <= local.time() < end for start, end in self.spans_on(local.date()))

    def next_open(self, at: datetime) -> datetime:
        """``at`` if open, else the next opening; ``at`` itself if none within three months."""
        if self.is_open(at):
            return at
        today = at.astimezone(self.tz).date()
        openings = (
            to_utc(day, start, self.tz)
            for day in (today + timedelta(days=n) for n in range(_DAYS_SEARCHED))
            for start, _ in sorted(self.spans_on(day))
        )
        return next((opening for opening in openings if opening > at), at)

    def next_close(self, at: datetime) -> datetime | None:
        """When the desk, open now or next, stops being open; ``None`` if not within three months.

        Spans that follow one another without a gap, midnight included, are one opening.
        """
        today = at.astimezone(self.tz).date()
        ends = (
            _end(day, end, self.tz)
            for day in (today + timedelta(days=n) for n in range(-1, _DAYS_SEARCHED))
            for _, end in sorted(self.spans_on(day))
        )
        return next((end for end in ends if end > at and not self.is_open(end)), None)

    def end_of_span(self, at: datetime) -> datetime:
        """When the span that runs at ``at`` ends, another one following or not; else ``at``."""
        local = at.astimezone(self.tz)
        running = (
            _end(local.date(), end, self.tz)
            for start, end in self.spans_on(local.date())
            if start <= local.time() < end
        )
        return next(running, at)

    def openings(self, since: datetime, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """The time from ``since`` to ``until`` when the desk is open, by span, in order."""
        first, last = since.astimezone(self.tz).date(), until.astimezone(self.tz).date()
        spans = (
            (max(since, to_utc(day, start, self.tz)), min(until, _end(day, end, self.tz)))
            for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
            for start, end in sorted(self.spans_on(day))
        )
        return tuple((start, end) for start, end in spans if start < end)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The opening hours of that day; none on a day closed."""
        return () if self.is_closed_on(day) else self.weekly.get(day.weekday(), ())

    def is_closed_on(self, day: date) -> bool:
        """Whether that day is closed whatever the week says: a holiday, or a day of its own."""
        holiday = self.holidays is not None and day in public_holidays(day.year, self.holidays)
        return holiday or day in self.closed_on


def _end(day: date, wall: time, tz: tzinfo) -> datetime:
    """The moment a span ends: midnight is the first one of the next day."""
    if wall == time.max:
        return to_utc(day + timedelta(days=1), time(0), tz)
    return to_utc(day, wall, tz)


def is_quiet(at: datetime, start: time, end: time, tz: tzinfo) -> bool:
    """Whether the wall clock at that moment stands in [start, end), which may cross midnight."""
    wall = at.astimezone(tz).time()
    return start <= wall < end if start <= end else wall >= start or wall < end


def next_loud(at: datetime, start: time, end: time, tz: tzinfo) -> datetime:
    """``at`` outside quiet hours, else the moment they end, never inside them."""
    if not is_quiet(at, start, end, tz):
        return at
    local = at.astimezone(tz)
    ends_tomorrow = local.time() >= end
    return to_utc(local.date() + timedelta(days=ends_tomorrow), end, tz)


def to_utc(day: date, wall: time, tz: tzinfo) -> datetime:
    """The moment a wall clock shows that time, for good: the later reading on a changing night.

    In spring a time that does not exist is read after the gap; in autumn a time that comes twice
    is its second coming. ``max`` over both folds says exactly that.
    """
    readings = (datetime.combine(day, wall.replace(fold=fold), tzinfo=tz) for fold in (0, 1))
    return max(reading.astimezone(UTC) for reading in readings)
