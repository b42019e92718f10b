"""Open connections that wait for the next request, in a process that serves pages.

A page runs in a thread of its own, and so opens the database again: SQLite then reads the whole
schema before its first answer, two milliseconds of processor. A connection leaves here only for
the file it was opened on: a restored file is another one, whatever its name.
"""

import sqlite3
from pathlib import Path
from threading import Lock

__all__ = ["Identity", "Spare", "identity", "spare"]

Identity = tuple[str, int, int]


def identity(name: str) -> Identity | None:
    """Which file has this name now; ``None`` where there is none on a disk."""
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return name, found.st_dev, found.st_ino


class Spare:
    """Connections set aside, the last one given taken first; none until told how many."""

    def __init__(self, most: int = 0) -> None:
        self._most = most
        self._lock = Lock()
        self._waiting: list[tuple[Identity, sqlite3.Connection]] = []

    def keep(self, most: int) -> None:
        """Set aside that many from now on; those held beyond it are closed."""
        with self._lock:
            self._most = most
            left, self._waiting = self._waiting[most:], self._waiting[:most]
        for _, connection in left:
            connection.close()

    def take(self, wanted: Identity | None) -> sqlite3.Connection | None:
        """A connection to that very file; ``None`` where none waits."""
        with self._lock:
            if not self._waiting:
                return None
            opened_on, connection = self._waiting.pop()
        if opened_on == wanted:
            return connection
        connection.close()
        return None

    def give(self, opened_on: Identity | None, connection: sqlite3.Connection) -> bool:
        """Whether it was set aside; otherwise the caller closes it."""
        if opened_on is None or connection.in_transaction:
            return False
        with self._lock:
            if len(self._waiting) >= self._most:
                return False
            self._waiting.append((opened_on, connection))
        return True


spare = Spare()
