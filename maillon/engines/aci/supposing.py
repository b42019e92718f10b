"""Rules supposed otherwise: another text that was signed, or amounts changed by hand.

Nothing here is the contract: a book supposed has a revision of its own, so that what it gives is
never taken for a statement. Where a text is not wholly known, a line it does not speak of has no
figure under it, and the year has no total.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from maillon.engines.aci.book import Accord, Book, Indicator, standing
from maillon.engines.aci.dated import DatedRule
from maillon.engines.aci.facts import Facts
from maillon.engines.aci.flaws import Flaw, Malformed
from maillon.engines.aci.indicators.counting import NOTHING
from maillon.engines.aci.statement import Line, Statement, statement

__all__ = [
    "SUPPOSABLE", "Change", "Comparison", "Drawn", "LineChange", "Side", "Span", "as_signed",
    "changed", "compare", "drawn", "last_day",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Between what an amount may be supposed, both ends in."""

    low: Decimal
    high: Decimal
    whole: bool = False

    def admits(self, value: Decimal) -> bool:
        """Whether the amount makes sense; what divides is never 0."""
        if not value.is_finite() or not self.low <= value <= self.high:
            return False
        return not self.whole or value == value.to_integral_value()


POINTS: Final = Span(NOTHING, Decimal(100_000))
EUROS: Final = Span(NOTHING, Decimal(1_000_000))
HOURS: Final = Span(NOTHING, Decimal(24))
COUNT: Final = Span(NOTHING, Decimal(100_000), whole=True)
SHARE: Final = Span(Decimal("0.001"), Decimal(1))
# Every amount that a figure depends on; dates of the calendar and disputed points are not.
SUPPOSABLE: Final[Mapping[str, Span]] = {
    **dict.fromkeys((
        "points", "full", "shorter_day", "shortest_day", "saturday", "weeks", "all", "half",
        "points_beyond", "first", "next", "per_professional", "per_professional_beyond",
    ), POINTS),
    **dict.fromkeys(("middle_hours", "least_hours"), HOURS),
    **dict.fromkeys(("most", "least", "least_meetings", "first_count", "threshold"), COUNT),
    **dict.fromkeys(("joined_before", "joined_later", "floor", "least_advance"), EUROS),
    "per_patients": Span(Decimal(1), Decimal(100_000), whole=True),
    "most_weeks": Span(NOTHING, Decimal(52), whole=True),
    "years": Span(NOTHING, Decimal(10), whole=True),
    "most_percent": Span(NOTHING, Decimal(100)),
    "euros": Span(NOTHING, Decimal(1000)),
    "share": SHARE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One amount of one rule, supposed to be something else."""

    rule: str
    amount: str
    value: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A year drawn up under a book, and what one point is worth there."""

    statement: Statement
    each: Decimal


@dataclass(frozen=True, slots=True)
class Side:
    """A line on one side. ``line`` is ``None`` where these rules have no such line; ``known`` is
    false where a text not wholly known is in force and says nothing of it: ``line`` is then what
    the last known rule would give.
    """

    line: Line | None
    known: bool
    points: Decimal
    euros: Decimal


@dataclass(frozen=True, slots=True)
class LineChange:
    """One indicator on both sides; its difference is ``None`` where it cannot be told."""

    id: str
    label: str
    before: Side
    after: Side
    points: Decimal | None
    euros: Decimal | None

    @property
    def moves(self) -> bool:
        """Whether something differs, or cannot be told."""
        return self.points is None or bool(self.points or self.euros)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two drawings of the same facts. ``points`` and ``euros`` are differences of whole years,
    ``None`` where either has no total; ``lines_points`` and ``lines_euros`` add the differences
    of lines, before what is done on the sum, ``None`` where one of them cannot be told.
    """

    before: Statement
    after: Statement
    lines: tuple[LineChange, ...]
    points: Decimal | None
    euros: Decimal | None
    lines_points: Decimal | None
    lines_euros: Decimal | None


def last_day(book: Book, accord: Accord, year: int) -> date:
    """The last day on which a text is the one in force; for the latest, the end of the year."""
    later = [one.since for one in book.accords if one.since > accord.since]
    if later:
        return min(later) - timedelta(days=1)
    return date(max(year, accord.since.year), 12, 31)


def as_signed(book: Book, accord: Accord, year: int) -> tuple[Book, date]:
    """The book as this text left it, and the day to read it on: nothing signed later is in it."""
    day = last_day(book, accord, year)
    if accord is book.accords[-1]:
        return book, day
    supposed = replace(
        book,
        indicators=tuple(_until(one, day) for one in book.indicators),
        modifiers={key: _until(one, day) for key, one in book.modifiers.items()},
        accords=tuple(one for one in book.accords if one.since <= day),
        revision=_mark(book.revision, accord.id),
    )
    return supposed, day


def changed(book: Book, day: date, changes: Iterable[Change]) -> Book:
    """The book with amounts of that day's rules changed; the same book where nothing changes.

    Raises ``Malformed`` (``absent``: no such amount that day; ``number``: out of bounds).
    """
    given = {(one.rule, one.amount): one.value for one in changes}
    if not given:
        return book
    wrong = [flaw for key, value in given.items() if (flaw := _flaw(book, day, key, value))]
    if wrong:
        raise Malformed("", wrong)
    told = [f"{rule}.{amount}={value}" for (rule, amount), value in sorted(given.items())]
    return replace(
        book,
        indicators=tuple(_with(one, day, given) for one in book.indicators),
        modifiers={key: _with(one, day, given) for key, one in book.modifiers.items()},
        revision=_mark(book.revision, day.isoformat(), *told),
    )


def drawn(book: Book, facts: Facts, *, year: int, on: date) -> Drawn:
    """The year of these facts under a book on a day; ``Malformed`` as ``statement`` does."""
    each = standing(book, on).modifiers["point_value"].amount("euros")
    return Drawn(statement(book, facts, year=year, on=on), each)


def compare(before: Drawn, after: Drawn) -> Comparison:
    """Both, line by line in the order of the contract. The same twice differs by nothing."""
    first, second = before.statement, after.statement
    ids = dict.fromkeys(line.id for one in (first, second) for line in one.lines)
    lines = tuple(_line(key, before, after) for key in sorted(ids))
    points = euros = None
    if first.euros is not None and second.euros is not None:
        points = (second.points or NOTHING) - (first.points or NOTHING)
        euros = second.euros - first.euros
    return Comparison(
        first, second, lines, points, euros,
        _added([one.points for one in lines]), _added([one.euros for one in lines]),
    )  # fmt: skip


def _line(key: str, before: Drawn, after: Drawn) -> LineChange:
    first, second = _side(key, before), _side(key, after)
    found = second.line or first.line
    label = found.row.indicator.label if found else ""
    same_text = before.statement.accord.id == after.statement.accord.id
    if not same_text and not (first.known and second.known):
        return LineChange(key, label, first, second, None, None)
    return LineChange(
        key, label, first, second, second.points - first.points, second.euros - first.euros
    )


def _side(key: str, one: Drawn) -> Side:
    line = next((line for line in one.statement.lines if line.id == key), None)
    accord = one.statement.incomplete
    if line is None:
        return Side(None, accord is None, NOTHING, NOTHING)
    known = accord is None or line.version.since >= accord.since
    told = line.outcome.euros
    return Side(line, known, line.worth, line.worth * one.each if told is None else told)


def _added(differences: list[Decimal | None]) -> Decimal | None:
    told = [one for one in differences if one is not None]
    return sum(told, NOTHING) if len(told) == len(differences) else None


def _until(one: Indicator, day: date) -> Indicator:
    return replace(one, versions=tuple(v for v in one.versions if v.since <= day))


def _with(one: Indicator, day: date, given: Mapping[tuple[str, str], Decimal]) -> Indicator:
    version = one.on(day)
    amounts = {name: value for (rule, name), value in given.items() if rule == one.id}
    if version is None or not amounts:
        return one
    other = replace(version, amounts={**version.amounts, **amounts})
    return replace(one, versions=tuple(other if v is version else v for v in one.versions))


def _flaw(book: Book, day: date, key: tuple[str, str], value: Decimal) -> Flaw | None:
    rule, amount = key
    version = _version(book, day, rule)
    if version is None or amount not in version.amounts or amount not in SUPPOSABLE:
        return Flaw("absent", f"{rule}.{amount}")
    span = SUPPOSABLE[amount]
    if span.admits(value):
        return None
    return Flaw("number", f"{rule}.{amount}", 0, {"given": value, "low": span.low,
                                                  "high": span.high})  # fmt: skip


def _version(book: Book, day: date, rule: str) -> DatedRule | None:
    found = next((one for one in book.indicators if one.id == rule), book.modifiers.get(rule))
    return found.on(day) if found else None


def _mark(*told: str) -> str:
    """A revision that is none of those that ship."""
    return "~" + hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]
