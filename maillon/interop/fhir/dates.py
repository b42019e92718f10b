"""Dates in a search: a prefix and a moment told to the year, the month, the day or the second.

Source: FHIR R4, search, « date »: the value is the interval it covers, compared with the target's.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from maillon.interop.fhir.problems import Problem

__all__ = ["Span", "day_span", "instant_span", "matches", "span_of"]

_VALUE: Final = re.compile(
    r"(eq|ne|gt|lt|ge|le|sa|eb)?(\d{4}(?:-\d\d(?:-\d\d(?:T.{4,30})?)?)?)", re.ASCII
)
_TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, excluded."""

    low: datetime
    high: datetime


def day_span(day: date) -> Span:
    """A whole day, UTC."""
    low = datetime.combine(day, time.min, UTC)
    return Span(low, low + timedelta(days=1))


def instant_span(moment: datetime) -> Span:
    """One moment."""
    return Span(moment, moment + _TICK)


def span_of(text: str) -> Span:
    """What a date told to some precision covers; ``ValueError`` for what is no date."""
    if "T" in text:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        low = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return Span(low, low + (_TICK if low.microsecond else timedelta(seconds=1)))
    year, month, day = (int(part) for part in (text + "-01-01")[:10].split("-"))
    low = datetime(year, month, day, tzinfo=UTC)
    if len(text) == 4:
        return Span(low, datetime(year + 1, 1, 1, tzinfo=UTC))
    days = calendar.monthrange(year, month)[1] if len(text) == 7 else 1
    return Span(low, low + timedelta(days=days))


_COMPARED: Final[dict[str, Callable[[Span, Span], bool]]] = {
    "eq": lambda t, v: v.low <= t.low and t.high <= v.high,
    "ne": lambda t, v: not (v.low <= t.low and t.high <= v.high),
    "gt": lambda t, v: t.high > v.high,
    "lt": lambda t, v: t.low < v.low,
    "ge": lambda t, v: t.low >= v.low or t.high > v.high,
    "le": lambda t, v: t.high <= v.high or t.low < v.low,
    "sa": lambda t, v: t.low >= v.high,
    "eb": lambda t, v: t.high <= v.low,
}


def matches(name: str, value: str) -> Callable[[Span], bool]:
    """The test that one value of a search makes of a target; raises ``Problem``."""
    found = _VALUE.fullmatch(value)
    try:
        if found is None:
            raise ValueError(value)
        span = span_of(found[2])
    except ValueError as error:
        raise Problem(400, f"« {name} » attend une date, précédée ou non de eq, ne, gt, lt, ge, "
                           "le, sa ou eb.", code="value") from error  # fmt: skip
    compare = _COMPARED[found[1] or "eq"]
    return lambda target: compare(target, span)
