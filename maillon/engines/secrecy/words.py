"""Which categories have a figure of their own, piece by piece of time."""

from collections.abc import Iterator, Mapping, Sequence

from maillon.engines.secrecy.daily import Daily
from maillon.engines.secrecy.spans import FLOOR, Span, is_safe

__all__ = ["classify"]

Counts = Mapping[str, Daily]
Words = Mapping[Span, frozenset[str]]
Word = tuple[Span, frozenset[str]]


def classify(span: Span, counts: Counts) -> Words:
    """The categories told in a year, and in each of its pieces at every level.

    ``counts`` is a partition: each case belongs to one category, named there with its days.
    In every piece the categories left aside count together nobody or at least ``FLOOR``; over
    the year, at least ``FLOOR`` and one more for each of them beyond the first, since it is
    known that none of them is empty; where that cannot be, not even the empty ones are told.
    Raises ``ValueError`` when the year itself is too small.
    """
    whole = {name: days.between(span.start, span.end) for name, days in counts.items()}
    if not is_safe(sum(whole.values())):
        raise ValueError("the year counts too few")
    return dict(_below(span, _told(whole), counts))


def _told(whole: Mapping[str, int]) -> frozenset[str]:
    told = sorted((n, name) for name, n in whole.items() if is_safe(n))
    aside = [n for n in whole.values() if not is_safe(n)]
    while aside and sum(aside) < FLOOR + len(aside) - 1:
        helping = next((one for one in told if one[0]), None)
        if helping is None:
            return frozenset()
        told.remove(helping)
        aside.append(helping[0])
    return frozenset(name for _, name in told)


def _below(span: Span, shown: frozenset[str], counts: Counts) -> Iterator[Word]:
    yield span, shown
    kept = _kept(span.parts, shown, counts)
    for part in span.parts:
        yield from _below(part, kept, counts)


def _kept(parts: Sequence[Span], shown: frozenset[str], counts: Counts) -> frozenset[str]:
    """Of the categories told in a piece, those that can be told in all of its parts."""
    cells = {
        name: [days.between(part.start, part.end) for part in parts]
        for name, days in counts.items()
    }
    kept = {name for name in shown if all(map(is_safe, cells[name]))}
    while not _together(cells, kept):
        kept.remove(_smallest(kept, {name: sum(row) for name, row in cells.items()}))
    return frozenset(kept)


def _together(cells: Mapping[str, Sequence[int]], kept: set[str]) -> bool:
    """Whether those left aside are, together, nobody or enough in each part."""
    aside = [row for name, row in cells.items() if name not in kept]
    return all(is_safe(sum(column)) for column in zip(*aside, strict=True))


def _smallest(names: set[str], sizes: Mapping[str, int]) -> str:
    """The least that helps: the smallest category that is not empty, by name when equal."""
    return min((n for n in names if sizes[n]), key=lambda name: (sizes[name], name))
