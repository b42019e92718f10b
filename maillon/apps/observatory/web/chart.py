"""The requests of a period as bars, drawn on the server.

Pieces are as long as secrecy makes them: a bar is as wide as its days and as high as its
requests per day, so that a long piece does not pass for a busy one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from maillon.apps.observatory.queries.report import Piece
from maillon.apps.observatory.web.wording import piece_words, tick_words

__all__ = ["Bar", "Chart", "chart"]

WIDTH: Final = 720
HEIGHT: Final = 168  # of the tallest bar, in the drawing's own units
GAP: Final = 4
LETTER: Final = 6.2  # how wide a letter of a name below is
APART: Final = 10  # between two names


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time; ``words`` names it, ``tick`` is its name below where there is room.

    ``spare``: every second of these names, left out on a telephone.
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    count: int
    words: str
    start: str
    last: str
    tick: str
    spare: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side; ``even`` where they last as long as each other, or nearly (months)."""

    width: int
    height: int
    even: bool
    bars: tuple[Bar, ...]


def chart(pieces: Sequence[Piece]) -> Chart:
    """Bars in order; an empty one is a line on the ground."""
    days = [_days(piece) for piece in pieces]
    unit = WIDTH / max(1, sum(days))
    top = max((piece.count / long for piece, long in zip(pieces, days, strict=True)), default=0)
    bars, at, written, ticks = [], 0.0, 0.0, 0
    for piece, long in zip(pieces, days, strict=True):
        middle, words = at + long * unit / 2, tick_words(piece)
        half = len(words) * LETTER / 2
        fits = middle - half >= written and middle + half <= WIDTH + APART
        bar = _bar(piece, middle, long * unit, top, words if fits else "", spare=ticks % 2 == 1)
        bars.append(bar)
        ticks += fits
        at, written = at + long * unit, middle + half + APART if fits else written
    return Chart(WIDTH, HEIGHT, max(days, default=1) < 1.2 * min(days, default=1), tuple(bars))


def _days(piece: Piece) -> int:
    return (piece.last - piece.start).days + 1


def _bar(piece: Piece, middle: float, room: float, top: float, tick: str, *, spare: bool) -> Bar:
    height = max(1.0, HEIGHT * piece.count / _days(piece) / (top or 1))
    width = room - min(GAP, room / 4)
    return Bar(
        round(middle - width / 2, 1), round(HEIGHT - height, 1), round(width, 1), round(height, 1),
        round(middle, 1), piece.count, piece_words(piece),
        piece.start.isoformat(), piece.last.isoformat(), tick, spare,
    )  # fmt: skip
