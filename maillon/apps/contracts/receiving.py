"""What else a payer's reader receives: a letter of intent, a project. Each room that holds such a
document says which, and hands it over (project/wiring.py and nowhere else).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["Handed", "Said", "Source", "Told", "answered", "handed", "listed", "register", "told"]


@dataclass(frozen=True, slots=True)
class Handed:
    """A document that a structure sent: what it is, of whom, since when; nobody is named."""

    kind: str
    id: UUID
    title: str
    structure: str
    day: date
    state: str = ""  # the last word on it, where it can be answered
    answers: bool = False  # whether a reader may answer it


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said of a document, and when; nobody is named."""

    kind: str
    label: str
    words: str
    at: datetime | None  # None: the day is in the label
    by_payer: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A document with what was said of it; ``open``: an answer is still awaited."""

    handed: Handed
    organization_id: UUID
    note: str
    words: tuple[Said, ...]
    open: bool


class Answer(Protocol):
    """The reader's word on a document: accepted, a question, returned or refused."""

    def __call__(
        self, *, filing_id: UUID, kind: str, words: str, by: AccountViewer, now: datetime
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents of one kind come from. All are asked with the structures whose door is
    open to the reader; ``opened`` gives the content and its media type, or raises ``NotFound``.
    ``told`` and ``answer`` for those that wait for a word.
    """

    listed: Callable[[Sequence[UUID]], Sequence[Handed]]
    opened: Callable[[Sequence[UUID], UUID], tuple[bytes, str]]
    told: Callable[[Sequence[UUID], UUID], Told] | None = None
    answer: Answer | None = None


_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Say where documents of this kind come from."""
    _sources[kind] = source


def listed(houses: Sequence[UUID]) -> tuple[Handed, ...]:
    """Every document sent by these structures, latest first."""
    found = [one for source in _sources.values() for one in source.listed(houses)]
    return tuple(sorted(found, key=lambda one: (one.day, one.title), reverse=True))


def handed(houses: Sequence[UUID], kind: str, document_id: UUID) -> tuple[bytes, str]:
    """One of them; ``NotFound`` for a kind nobody holds and for any other structure's."""
    if kind not in _sources:
        raise NotFound
    return _sources[kind].opened(houses, document_id)


def told(houses: Sequence[UUID], kind: str, document_id: UUID) -> Told:
    """One that can be answered, with what was said of it; ``NotFound`` for any other."""
    source = _sources.get(kind)
    if source is None or source.told is None:
        raise NotFound
    return source.told(houses, document_id)


def answered(
    kind: str, document_id: UUID, answer: str, words: str, *, by: AccountViewer, now: datetime
) -> None:
    """Give the reader's word to the room that holds the document, which judges her right to it.

    Raises ``NotFound`` for a kind that waits for no word, and as that room does.
    """
    source = _sources.get(kind)
    if source is None or source.answer is None:
        raise NotFound
    source.answer(filing_id=document_id, kind=answer, words=words, by=by, now=now)
