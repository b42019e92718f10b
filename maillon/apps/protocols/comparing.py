"""Two texts side by side, line by line, then word by word (difflib)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from maillon.apps.protocols.vocabulary import SECTIONS

__all__ = ["Part", "Piece", "Row", "compare"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line; ``moved``: they are not in the other text."""

    text: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The same place of both texts. ``kind``: same, changed, added, removed."""

    kind: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of both texts."""

    label: str
    rows: tuple[Row, ...]

    @property
    def same(self) -> bool:
        """Whether both say it in the same words."""
        return all(row.kind == "same" for row in self.rows)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Part, ...]:
    """Every section that one of the two texts has, in the order of the outline."""
    return tuple(
        Part(section.label, tuple(_rows(before.get(code, ""), after.get(code, ""))))
        for code, section in SECTIONS.items()
        if before.get(code) or after.get(code)
    )


def _rows(before: str, after: str) -> Iterator[Row]:
    old, new = before.splitlines(), after.splitlines()
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for left, right in zip_longest(old[a1:a2], new[b1:b2]):
            yield _row(kind == "equal", left, right)


def _row(same: bool, left: str | None, right: str | None) -> Row:
    if same:
        held = (Piece(left or "", False),)
        return Row("same", held, held)
    if left is None or right is None:
        kind = "added" if left is None else "removed"
        return Row(kind, *(() if one is None else (Piece(one, True),) for one in (left, right)))
    words = SequenceMatcher(None, left.split(), right.split(), autojunk=False)
    codes = words.get_opcodes()
    return Row(
        "changed",
        _pieces(left.split(), [(kind, a1, a2) for kind, a1, a2, _, _ in codes]),
        _pieces(right.split(), [(kind, b1, b2) for kind, _, _, b1, b2 in codes]),
    )


def _pieces(words: Sequence[str], codes: Sequence[tuple[str, int, int]]) -> tuple[Piece, ...]:
    return tuple(
        Piece(" ".join(words[first:last]), kind != "equal")
        for kind, first, last in codes
        if last > first
    )
