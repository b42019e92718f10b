"""The database to copy or to fill, whichever of the two it is."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from maillon.project.backup.facts import Facts

__all__ = ["NAMES", "Database", "Place", "Snapshot", "Tell"]

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of a database; ``pieces`` end when all of it has been read."""

    made_at: datetime
    server: str
    facts: Facts
    pieces: Iterator[bytes]


class Place(Protocol):
    """Where a backup is unfolded, beside the living database."""

    @property
    def url(self) -> str: ...

    def fill(self, pieces: Iterable[bytes]) -> Facts:
        """Write it all; what stands there now."""
        ...

    def take_over(self) -> str:
        """Become the living database, at once; under what name the other one is kept."""
        ...


class Database(Protocol):
    """Snapshots while others write; places beside it, thrown away unless they take over."""

    kind: str

    def snapshot(self, tell: Tell) -> AbstractContextManager[Snapshot]: ...

    def elsewhere(self) -> AbstractContextManager[Place]: ...

    def facts(self) -> Facts: ...
