"""From answers to a score, a verdict and its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from maillon.engines.common import Reason
from maillon.engines.grids.model import Item, Option, Questionnaire, Threshold
from maillon.errors import Refused, RuleError

__all__ = ["Line", "Score", "Verdict", "compare", "score"]

Verdict = Literal["reached", "not_reached", "undecided"]


@dataclass(frozen=True, slots=True)
class Line:
    """A question, what was answered (``None``: nothing yet), and what it weighs."""

    item: Item
    option: Option | None

    def bounds(self) -> tuple[Decimal, Decimal]:
        """What the line is worth at least and at most."""
        return (self.option.points,) * 2 if self.option else self.item.bounds()


@dataclass(frozen=True, slots=True)
class Score:
    """Between ``least`` and ``most`` points; the same where every question has its answer."""

    grid: str
    version: str
    least: Decimal
    most: Decimal
    threshold: Threshold
    lines: tuple[Line, ...]
    enters: bool
    rescore_on: date | None

    @property
    def verdict(self) -> Verdict:
        """Whether the person is in: the threshold, and one of the entries where there are any."""
        return self._reached if self.enters else "not_reached"

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions still to ask, by code, in the order of the grid."""
        return tuple(line.item.code for line in self.lines if line.option is None)

    def reasons(self) -> tuple[Reason, ...]:
        """What weighs, the heaviest first, the threshold, then an entry that is lacking."""
        chosen = [line for line in self.lines if line.option and line.option.points]
        heaviest = sorted(chosen, key=lambda line: -line.bounds()[0])
        least, out_of = str(self.threshold.at_least), str(self.threshold.out_of)
        return (
            *(_weighs(line) for line in heaviest),
            Reason(f"grid_{self._reached}", {"at_least": least, "out_of": out_of}),
            *(() if self.enters else (Reason("grid_no_entry"),)),
        )

    @property
    def _reached(self) -> Verdict:
        return _verdict(self.least, self.most, self.threshold.at_least)


def score(
    grid: Questionnaire,
    answers: Mapping[str, str],
    *,
    on: date,
    situations: frozenset[str] = frozenset(),
) -> Score:
    """The score of one person's answers, codes of options by codes of items, given that day.

    ``situations`` are what is known of her: entries of the grid, and those that change its
    questions or its threshold.
    Answers to questions not asked in these situations are left aside: they may be kept when a
    situation ends. Raises ``RuleError`` where the questions of the grid are not known, and
    ``Refused("grid_answer_unknown")`` for an item or an option that the grid does not have.
    """
    if not grid.items:
        raise RuleError(
            f"Grille « {grid.code} », version {grid.version} : la liste des questions manque. "
            "Saisissez-la d’après le document remis à l’équipe."
        )
    _known(grid, answers)
    lines = tuple(Line(item, _chosen(item, answers)) for item in grid.asked(situations))
    least = sum((line.bounds()[0] for line in lines), Decimal(0))
    most = sum((line.bounds()[1] for line in lines), Decimal(0))
    threshold = grid.threshold(situations)
    again = on + timedelta(days=grid.rescore_days) if grid.rescore_days else None
    enters = not grid.entries or not situations.isdisjoint(grid.entries)
    return Score(grid.code, grid.version, least, most, threshold, lines, enters, again)


def _known(grid: Questionnaire, answers: Mapping[str, str]) -> None:
    options = {item.code: {option.code for option in item.options} for item in grid.items}
    for item, option in answers.items():
        if option not in options.get(item, ()):
            raise Refused("grid_answer_unknown", item=item, option=option)


def _chosen(item: Item, answers: Mapping[str, str]) -> Option | None:
    return next((option for option in item.options if option.code == answers.get(item.code)), None)


def _verdict(least: Decimal, most: Decimal, at_least: Decimal) -> Verdict:
    if least >= at_least:
        return "reached"
    return "not_reached" if most < at_least else "undecided"


def _weighs(line: Line) -> Reason:
    points = line.bounds()[0]
    answer = line.option.text if line.option else ""
    return Reason("grid_weighs", {"item": line.item.text, "answer": answer}, float(points))


def compare(before: Score, after: Score) -> tuple[tuple[Line | None, Line | None], ...]:
    """The lines that differ from one score to the next, in the order of the newer grid.

    A question that only one of the two asks stands beside ``None``. Raises ``ValueError`` for
    two different grids; two versions of one grid compare by the code of their questions.
    """
    if before.grid != after.grid:
        raise ValueError("two different grids")
    old = {line.item.code: line for line in before.lines}
    new = {line.item.code: line for line in after.lines}
    pairs = [(old.get(code), line) for code, line in new.items()]
    gone = [(line, None) for code, line in old.items() if code not in new]
    return tuple(pair for pair in [*pairs, *gone] if _answer(pair[0]) != _answer(pair[1]))


def _answer(line: Line | None) -> tuple[str, Decimal] | None:
    return (line.option.code, line.option.points) if line and line.option else None
