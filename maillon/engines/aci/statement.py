"""A statement: every line with its points and reasons, then what the whole is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import Any, Final

from maillon.engines.aci.book import Accord, Book, Row, standing
from maillon.engines.aci.dated import DatedRule, Note
from maillon.engines.aci.facts import Facts
from maillon.engines.aci.flaws import Flaw, Malformed
from maillon.engines.aci.indicators.counting import NOTHING, Outcome, why
from maillon.engines.aci.settling import Settlement, Sum, settle
from maillon.engines.common import Reason

__all__ = ["Line", "Remark", "Statement", "statement"]

# The caller's own context must not change a figure.
CONTEXT: Final = Context(prec=40)


@dataclass(frozen=True, slots=True)
class Remark:
    """A conflict between sources or a point nobody settles, where it matters here.

    ``points``: what the line would be worth under the other reading, where it can be counted.
    """

    code: str
    note: Note
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator as counted: everything else it says is read from its rule and its outcome.

    ``points`` are what it adds to the sum, ``worth`` what it is worth alone: they differ where a
    missing prerequisite holds everything back, and ``points`` is then 0.
    """

    row: Row
    outcome: Outcome
    told: Facts
    held_back: bool

    @property
    def id(self) -> str:
        return self.row.indicator.id

    @property
    def version(self) -> DatedRule:
        return self.row.version

    @property
    def worth(self) -> Decimal:
        return self.outcome.points

    @property
    def points(self) -> Decimal:
        return NOTHING if self.held_back else self.outcome.points

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why so many points, the missing prerequisite included."""
        if self.held_back and self.worth:
            return (*self.outcome.reasons, why("held_back", points=self.worth))
        return self.outcome.reasons

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts looked at, as told."""
        told = ((key, getattr(self.told, key)) for key in self.row.counting.uses)
        return {key: value for key, value in told if value is not None}

    @property
    def confidence(self) -> str:
        return self.version.sureness(self.outcome.parts)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The other readings that this version of the rule speaks of."""
        notes = self.version.notes
        return tuple(
            Remark(other.note, notes[other.note], other.points)
            for other in self.outcome.others
            if other.note in notes
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """One structure's year. ``points``, ``euros``, ``advance`` and ``balance`` are ``None`` where
    the rules of that year are not all known (``incomplete``): there is no total of a part.
    """

    year: int
    on: date
    accord: Accord
    incomplete: Accord | None
    lines: tuple[Line, ...]
    missing_prerequisites: tuple[str, ...]
    points: Decimal | None
    settlement: Settlement | None
    revision: str

    @property
    def confidence(self) -> str:
        """The least sure of what the sum is made of: a total is not surer than its parts."""
        lines = [line.confidence for line in self.lines if line.points]
        steps = self.settlement.steps if self.settlement else ()
        accord = (self.incomplete or self.accord).confidence
        return max((accord, *lines, *(step.version.sureness(()) for step in steps if step.euros)))

    @property
    def euros(self) -> Decimal | None:
        return self.settlement.euros if self.settlement else None

    @property
    def advance(self) -> Decimal | None:
        return self.settlement.advance if self.settlement else None

    @property
    def balance(self) -> Decimal | None:
        return self.settlement.balance if self.settlement else None


def statement(book: Book, facts: Facts, *, year: int, on: date | None = None) -> Statement:
    """The statement of a calendar year under the rules of a day (its last one by default).

    ``facts`` come from ``check``. The same facts, year, day and book give the same statement, and
    the order of nothing matters. Points are exact; euros are rounded once, half up, to the cent.
    Method: accord of 2017 and avenant of 2022, as each rule's own sources tell it.

    Raises ``Malformed`` where a fact that the rules of the day need is not told, where no source
    gives an amount that is claimed, or where no rule is known that early.
    """
    day = on or date(year, 12, 31)
    lacking = [key for key in standing(book, day).needed if getattr(facts, key) is None]
    if lacking:
        raise Malformed("", [Flaw("missing", key, 0, {"because": ""}) for key in lacking])
    with localcontext(CONTEXT):
        return _drawn_up(book, facts, year, day)


def _drawn_up(book: Book, facts: Facts, year: int, day: date) -> Statement:
    rules = standing(book, day)
    found = [(row, row.counting.count(facts, row.version)) for row in rules.rows]
    missing = tuple(row.indicator.id for row, one in found if _is_missing(row, one))
    held_back = bool(missing)
    incomplete = book.incomplete(max(day, date(year, 12, 31)))
    lines = tuple(Line(row, one, facts, held_back) for row, one in found)
    points = settlement = None
    if not incomplete:
        points = NOTHING if held_back else sum((one.points for _, one in found), NOTHING)
        sums = Sum(points, _at_full_attainment(rules.core, facts), held_back)
        settlement = settle(rules.modifiers, facts, sums, year=year)
    return Statement(
        year, day, rules.accord, incomplete, lines, missing, points, settlement, book.revision
    )


def _is_missing(row: Row, outcome: Outcome) -> bool:
    return not outcome.held and row.version.kind == "prerequisite"


def _at_full_attainment(core: Sequence[Row], facts: Facts) -> Decimal:
    """Points of the prerequisites and of the core, each wholly kept: what the advance is for."""
    best = facts.at_full_attainment()
    return sum((row.counting.count(best, row.version).points for row in core), NOTHING)
