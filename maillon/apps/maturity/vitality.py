"""A vitality figure: five things that a living team does, twenty points each. Pure.

Marks are Maillon's own, said to be so; they are no standard and no payer reads them.
"""

from dataclasses import dataclass
from typing import Final

__all__ = ["MOST", "Counts", "Line", "vitality"]

MOST: Final = 20  # points of a line


@dataclass(frozen=True, slots=True)
class Counts:
    """What a year of acts tells: meetings held, how many of the team came three times, protocols
    written or written anew, persons helped together, decisions carried out of those settled.
    """

    meetings: int
    came: int
    team: int
    protocols: int
    persons: int
    done: int
    settled: int


@dataclass(frozen=True, slots=True)
class Line:
    """One of the five: what was found, what would be all its points, and the points."""

    code: str
    found: int
    mark: int
    points: int


def vitality(told: Counts) -> tuple[Line, ...]:
    """The five lines; their points add up to the figure, at most a hundred."""
    return (
        _line("meetings", told.meetings, 12),
        _line("came", told.came, max(1, -(-told.team * 2 // 3))),
        _line("protocols", told.protocols, 3),
        _line("persons", told.persons, max(6, 3 * told.team)),
        _line("done", told.done, max(1, told.settled)),
    )


def _line(code: str, found: int, mark: int) -> Line:
    return Line(code, found, mark, min(MOST, MOST * found // mark))
