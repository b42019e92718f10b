"""Line by line, then word by word."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Row", "Span", "compare"]

WORDS: Final = re.compile(r"\s+|[^\s]+")
LIKE: Final = 0.35


@dataclass(frozen=True, slots=True)
class Span:
    """A few words; ``changed``: they are not in the other text."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of both texts. ``kind``: same, added, removed, changed."""

    kind: str
    before: tuple[Span, ...] = ()
    after: tuple[Span, ...] = ()


def compare(before: str, after: str, *, like: float = LIKE) -> tuple[Row, ...]:
    """Every line of both texts, in order: nothing of either is left out but its line ends.

    Two changed lines less alike than ``like`` (a share, 0 to 1) are one gone and one come; with 0
    they always stand face to face.
    """
    old, new = before.splitlines(), after.splitlines()
    rows: list[Row] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            rows += [Row("same", (Span(line),), (Span(line),)) for line in old[i1:i2]]
        else:
            rows += _changed(old[i1:i2], new[j1:j2], like)
    return tuple(rows)


def _changed(old: list[str], new: list[str], like: float) -> Iterator[Row]:
    for place in range(max(len(old), len(new))):
        before = old[place] if place < len(old) else None
        after = new[place] if place < len(new) else None
        if before is not None and after is not None:
            yield from _pair(before, after, like)
        elif before is not None:
            yield Row("removed", (Span(before, changed=True),))
        elif after is not None:
            yield Row("added", (), (Span(after, changed=True),))


def _pair(before: str, after: str, like: float) -> Iterator[Row]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < like:
        yield Row("removed", (Span(before, changed=True),))
        yield Row("added", (), (Span(after, changed=True),))
        return
    left: list[Span] = []
    right: list[Span] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if i1 < i2:
            left.append(Span("".join(old[i1:i2]), tag != "equal"))
        if j1 < j2:
            right.append(Span("".join(new[j1:j2]), tag != "equal"))
    yield Row("changed", tuple(left), tuple(right))
