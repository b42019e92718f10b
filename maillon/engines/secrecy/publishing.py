"""The table of a period: sums of the pieces of time that tile it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maillon.engines.secrecy.daily import Daily
from maillon.engines.secrecy.spans import Span, tiles
from maillon.engines.secrecy.words import classify

__all__ = ["Table", "publish"]


@dataclass(frozen=True, slots=True)
class Table:
    """What may be told of a period: figures, names without a figure, and their sum."""

    start: date
    end: date  # left out
    total: int
    shown: Mapping[str, int]
    hidden: frozenset[str]  # no figure each; zero, few or many
    rest: int  # the hidden, together


def publish(
    years: Sequence[Span], counts: Mapping[str, Daily], start: date, end: date
) -> Table | None:
    """The figures from ``start``, ``end`` left out; ``None`` where no year may be told.

    ``counts`` is a partition of cases, in words of ``classify``; ``years`` were divided from
    their sum, or from less. A bound inside a piece that cannot be cut widens the period to
    the whole piece: ``start`` and ``end`` of the answer say what is counted. A category is
    shown where each of the pieces tells it. Raises ``ValueError`` when a year counts too few.
    """
    tiling = tiles(years, start, end)
    if not tiling:
        return None
    words = {piece: told for year in years for piece, told in classify(year, counts).items()}
    told = frozenset.intersection(*(words[tile] for tile in tiling))
    sums = {
        name: sum(days.between(tile.start, tile.end) for tile in tiling)
        for name, days in counts.items()
    }
    shown = {name: n for name, n in sums.items() if name in told}
    total = sum(sums.values())
    rest = total - sum(shown.values())
    return Table(
        tiling[0].start, tiling[-1].end, total, shown, frozenset(sums) - shown.keys(), rest
    )
