"""Time cut into pieces that hold nobody or enough: years, quarters, months, weeks, days."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from maillon.engines.secrecy.daily import Daily

__all__ = ["FLOOR", "Span", "divide", "is_safe", "pieces", "tiles"]

FLOOR: Final = 11
ONE_DAY: Final = timedelta(days=1)
Step = Callable[[date], bool]
STEPS: Final[tuple[Step, ...]] = (
    lambda day: day.day == 1 and day.month % 3 == 1,
    lambda day: day.day == 1,
    lambda day: day.weekday() == 0,
    lambda day: True,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of days and the shorter ones that tile it, if any."""

    start: date
    end: date
    parts: tuple["Span", ...] = ()


def is_safe(count: int) -> bool:
    """Nobody, or at least ``FLOOR``."""
    return count == 0 or count >= FLOOR


def divide(total: Daily, start: date, end: date) -> Span | None:
    """The tree of a year, or of what has passed of it; ``None`` when it holds too few.

    Each piece, at every level, holds nobody or at least ``FLOOR``: a quarter, a month, a
    week or a day that does not is left joined to its neighbour. ``start`` before ``end``.
    """
    return _grown(total, start, end, STEPS) if is_safe(total.between(start, end)) else None


def _grown(total: Daily, start: date, end: date, steps: tuple[Step, ...]) -> Span:
    for place, step in enumerate(steps):
        cuts = _cuts(total, start, end, step)
        if len(cuts) > 2:
            later = steps[place + 1 :]
            return Span(start, end, tuple(_grown(total, a, b, later) for a, b in pairwise(cuts)))
    return Span(start, end)


def _cuts(total: Daily, start: date, end: date, step: Step) -> list[date]:
    """The bounds of the pieces, both ends included."""
    cuts = [start]
    for day in _days(start + ONE_DAY, end):
        around = (total.between(cuts[-1], day), total.between(day, end))
        if step(day) and all(map(is_safe, around)):
            cuts.append(day)
    return [*cuts, end]


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=i) for i in range((end - start).days))


def tiles(years: Sequence[Span], start: date, end: date) -> list[Span]:
    """The largest pieces that cover a period, in order; one cut across counts whole.

    Empty where no year stands.
    """
    return [tile for span in years for tile in _inside(span, start, end)]


def _inside(span: Span, start: date, end: date) -> Iterator[Span]:
    if span.end <= start or end <= span.start:
        return
    if (start <= span.start and span.end <= end) or not span.parts:
        yield span
    else:
        for part in span.parts:
            yield from _inside(part, start, end)


def pieces(years: Sequence[Span], start: date, end: date, most: int) -> list[Span]:
    """A period in its finest pieces, level by level, as long as they are at most ``most``."""
    level = tiles(years, start, end)
    while any(tile.parts for tile in level):
        finer = [part for tile in level for part in tile.parts or (tile,)]
        if len(finer) > most:
            break
        level = finer
    return level
