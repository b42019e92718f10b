"""From words to signals: the longest known phrase at each word; what is left, people read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from maillon.engines.replies.figures import Figures
from maillon.engines.replies.reply import RefusalReason
from maillon.engines.replies.vocabulary import ALONE, FILLERS, PHRASES, REASON_PHRASES, Signal

__all__ = ["Signals", "read_signals", "unknown_words"]

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """What a message says: its signals, the first reason, the times told, words not known."""

    found: frozenset[Signal]
    reason: RefusalReason | None
    time_text: str | None
    unknown_words: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A phrase of the message; ``signal`` is None for a word that is in no table."""

    words: Words
    signal: Signal | None = None
    reason: RefusalReason | None = None


def read_signals(figures: Figures) -> Signals:
    """The signals of a message whose figures are set aside; linear in its length."""
    pieces = list(_pieces(_TOKEN.findall(figures.words)))
    left = [piece.words[0] for piece in pieces if piece.signal is None]
    unknown = [word for word in left if word not in _FILLERS]
    found = {piece.signal for piece in pieces if piece.signal} - {"neutral", "time"}
    if not found:
        found = _alone(unknown or left)
        unknown = unknown if not found else []
    times = _times(pieces, figures.times)
    return Signals(
        found=frozenset(found | ({"time"} if times else set())),
        reason=next((piece.reason for piece in pieces if piece.reason), None),
        time_text=" ".join(times) or None,
        unknown_words=bool(unknown),
    )


def unknown_words(figures: Figures) -> tuple[str, ...]:
    """The words of the message, folded, that no table knows: a name, or anything else."""
    pieces = _pieces(_TOKEN.findall(figures.words))
    left = (piece.words[0] for piece in pieces if piece.signal is None)
    return tuple(word for word in left if word not in _FILLERS and word not in _ALONE)


def _pieces(tokens: Sequence[str]) -> Iterator[_Piece]:
    """The tokens cut into the longest phrases known, from left to right."""
    start = 0
    while start < len(tokens):
        piece = _longest(tokens, start)
        yield piece
        start += len(piece.words)


def _longest(tokens: Sequence[str], start: int) -> _Piece:
    for length in _LENGTHS.get(tokens[start], ()):
        piece = _KNOWN.get(tuple(tokens[start : start + length]))
        if piece is not None:
            return piece
    return _Piece((tokens[start],))


def _alone(left: Sequence[str]) -> set[Signal]:
    """The signal of the only word left, where that word means something alone."""
    signal = _ALONE.get(left[0]) if len(left) == 1 else None
    return {signal} if signal else set()


def _times(pieces: Sequence[_Piece], figures: Sequence[str]) -> list[str]:
    """Every time told, in order, by words or by figures."""
    written = iter(figures)
    return [
        next(written, "") if piece.words == ("@",) else " ".join(piece.words)
        for piece in pieces
        if piece.signal == "time"
    ]


def _split(table: str) -> Iterator[Words]:
    """The phrases of one table of the vocabulary."""
    phrases = table.strip().replace("\n", "|").split("|")
    return (tuple(phrase.split()) for phrase in phrases)


def _known() -> Iterator[_Piece]:
    for signal, table in PHRASES.items():
        yield from (_Piece(words, signal) for words in _split(table))
    for reason, table in REASON_PHRASES.items():
        yield from (_Piece(words, "hindered", reason) for words in _split(table))
    yield _Piece(("@",), "time")
    yield _Piece(("?",), "question")
    yield _Piece(("#",), "neutral")


def _lengths(known: Mapping[Words, _Piece]) -> dict[str, tuple[int, ...]]:
    """For each first word, the lengths of the phrases it opens, longest first."""
    lengths: dict[str, set[int]] = {}
    for words in known:
        lengths.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


_TOKEN: Final = re.compile(r"[a-z]+|[@#?]")
_KNOWN: Final = {piece.words: piece for piece in _known()}
_LENGTHS: Final = _lengths(_KNOWN)
_FILLERS: Final = frozenset(FILLERS.split())
_ALONE: Final = dict(
    chain.from_iterable(
        ((words[0], signal) for words in _split(table)) for signal, table in ALONE.items()
    )
)
