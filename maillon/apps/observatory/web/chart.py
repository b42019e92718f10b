"""The requests of a period as bars, drawn on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from maillon.apps.observatory.queries.report import Piece
from maillon.apps.observatory.web.wording import piece_words

__all__ = ["Bar", "Chart", "chart"]

WIDTH: Final = 720
HEIGHT: Final = 168  # of the tallest bar, in the drawing's own units
GAP: Final = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time; ``words`` names it, ``tick`` says whether its name fits below."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    count: int
    words: str
    start: str
    last: str
    tick: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one scale from zero."""

    width: int
    height: int
    top: int  # the figure at the top of the scale
    bars: tuple[Bar, ...]


def chart(pieces: Sequence[Piece]) -> Chart:
    """Bars as wide as each other, in order; an empty one is a line on the ground."""
    top = max((piece.count for piece in pieces), default=0) or 1
    step = WIDTH / max(1, len(pieces))
    every = -(-len(pieces) // 8)
    return Chart(WIDTH, HEIGHT, top, tuple(
        _bar(piece, place, step, top, tick=place % every == 0)
        for place, piece in enumerate(pieces)
    ))  # fmt: skip


def _bar(piece: Piece, place: int, step: float, top: int, *, tick: bool) -> Bar:
    height = max(1.0, HEIGHT * piece.count / top)
    width = min(step - GAP, 64)
    x = place * step + (step - width) / 2
    return Bar(
        round(x, 1), round(HEIGHT - height, 1), round(width, 1), round(height, 1),
        round(x + width / 2, 1), piece.count, piece_words(piece),
        piece.start.isoformat(), piece.last.isoformat(), tick,
    )  # fmt: skip
