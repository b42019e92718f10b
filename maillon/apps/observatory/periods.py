"""Periods as they are asked for: a week, a month, a quarter, a year, or from one day to another."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from maillon.errors import Refused

__all__ = ["KINDS", "Kind", "Period", "around", "free"]

Kind = Literal["week", "month", "quarter", "year", "free"]
KINDS: Final[dict[str, str]] = {
    "week": "la semaine",
    "month": "le mois",
    "quarter": "le trimestre",
    "year": "l’année",
    "free": "d’un jour à un autre",
}
ONE_DAY: Final = timedelta(days=1)
LONGEST: Final = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open: ``end`` is the first day no longer counted."""

    kind: Kind
    start: date
    end: date

    @property
    def last(self) -> date:
        return self.end - ONE_DAY

    @property
    def before(self) -> "Period":
        """The one that ends where this one starts, of the same kind or the same length."""
        if self.kind == "free":
            return Period("free", self.start - (self.end - self.start), self.start)
        return around(self.kind, self.start - ONE_DAY)

    @property
    def after(self) -> "Period":
        """The one that starts where this one ends, likewise."""
        if self.kind == "free":
            return Period("free", self.end, self.end + (self.end - self.start))
        return around(self.kind, self.end)


def around(kind: Kind, day: date) -> Period:
    """The week, month, quarter or year that holds this day."""
    if kind == "week":
        start = day - timedelta(days=day.weekday())
        return Period(kind, start, start + timedelta(days=7))
    if kind == "year":
        return Period(kind, date(day.year, 1, 1), date(day.year + 1, 1, 1))
    length = 3 if kind == "quarter" else 1
    first = (day.month - 1) // length * length
    following = first + length
    end = date(day.year + following // 12, following % 12 + 1, 1)
    return Period(kind, date(day.year, first + 1, 1), end)


def free(first: date, last: date) -> Period:
    """From one day to another, both counted; refused upside down or beyond five years."""
    if last < first:
        raise Refused("period_upside_down")
    if last - first > LONGEST:
        raise Refused("period_too_long")
    return Period("free", first, last + ONE_DAY)
