"""What else a payer's reader receives: a letter of intent, a project. Each room that holds such a
document says which, and hands it over (project/wiring.py and nowhere else).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillon.errors import NotFound

__all__ = ["Handed", "Source", "handed", "listed", "register"]


@dataclass(frozen=True, slots=True)
class Handed:
    """A document that a structure sent: what it is, of whom, since when; nobody is named."""

    kind: str
    id: UUID
    title: str
    structure: str
    day: date


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents of one kind come from. Both are asked with the structures whose door is
    open to the reader; ``opened`` gives the content and its media type, or raises ``NotFound``.
    """

    listed: Callable[[Sequence[UUID]], Sequence[Handed]]
    opened: Callable[[Sequence[UUID], UUID], tuple[bytes, str]]


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
