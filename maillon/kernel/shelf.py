"""Records by kind and key in a file of its own, beside the database: what can be read again.

A copy of what another system says is large, rewritten often, and worth nothing in a backup. It
lives in a SQLite file whatever the database is, survives ``kill -9`` as the database does, and is
rebuilt where it is lost. Its records have rounds: what a round did not put again can be dropped.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

__all__ = ["Busy", "Record", "Shelf"]

CHUNK: Final = 500  # keys asked at once: under the oldest limit of SQLite's parameters
TABLES: Final = """
CREATE TABLE IF NOT EXISTS record (
  place INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, link TEXT NOT NULL,
  round INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (kind, key));
CREATE INDEX IF NOT EXISTS record_link ON record (kind, link);
CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Busy(Exception):
    """Another process holds the file."""


class Record(NamedTuple):
    """What is said of one thing; ``link`` is the key of the thing it belongs to, or nothing."""

    key: str
    link: str
    body: dict[str, Any]


class Shelf:
    """One file, held by one process at a time."""

    def __init__(self, path: Path) -> None:
        """Open it, or make it, readable by its owner only; raises ``Busy``, ``OSError``."""
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        try:
            self._file = sqlite3.connect(path, timeout=1, isolation_level=None)
            self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.executescript(TABLES)
            with self.turn():  # the lock is taken at the first write, and kept
                self.mark("opened", True)
        except sqlite3.OperationalError as error:
            raise Busy(str(error)) from error

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """All that is written in this block is kept, or none of it."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    def put(self, kind: str, record: Record, turn: int) -> None:
        """Say this of a thing from now on, in this round; a thing known keeps its place."""
        self._file.execute(
            "INSERT INTO record (kind, key, link, round, body) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, key) DO UPDATE SET"
            " link = excluded.link, round = excluded.round, body = excluded.body",
            (kind, record.key, record.link, turn, json.dumps(record.body)),
        )

    def drop(self, kind: str, key: str) -> None:
        """Say nothing of this thing any more."""
        self._file.execute("DELETE FROM record WHERE kind = ? AND key = ?", (kind, key))

    def drop_kind(self, kind: str) -> None:
        """Say nothing of any thing of this kind any more."""
        self._file.execute("DELETE FROM record WHERE kind = ?", (kind,))

    def drop_before(self, turn: int) -> None:
        """Forget every record that this round did not put."""
        self._file.execute("DELETE FROM record WHERE round < ?", (turn,))

    def chunks(self, kind: str) -> Iterator[list[Record]]:
        """Every record of a kind, in the order of first mention, a few hundred at a time."""
        last = 0
        while found := self._file.execute(
            "SELECT place, key, link, body FROM record WHERE kind = ? AND place > ?"
            " ORDER BY place LIMIT ?",
            (kind, last, CHUNK),
        ).fetchall():
            yield [Record(key, link, json.loads(body)) for _, key, link, body in found]
            last = found[-1][0]

    def of_keys(self, kind: str, keys: Iterable[str]) -> dict[str, Record]:
        """The records of these keys, those that are known."""
        return {one.key: one for one in self._asked(kind, "key", keys)}

    def of_links(self, kind: str, links: Iterable[str]) -> list[Record]:
        """The records that belong to these things, in the order of first mention."""
        return list(self._asked(kind, "link", links))

    def _asked(self, kind: str, column: str, values: Iterable[str]) -> Iterator[Record]:
        wanted = sorted(set(values))
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            holes = ", ".join("?" * len(some))
            found = self._file.execute(
                f"SELECT key, link, body FROM record WHERE kind = ? AND {column} IN ({holes})"  # noqa: S608
                " ORDER BY place",
                (kind, *some),
            )
            for key, link, body in found:
                yield Record(key, link, json.loads(body))

    def mark(self, name: str, value: Any) -> None:
        """Note where one stands."""
        self._file.execute(
            "INSERT INTO mark VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value)),
        )

    def marked(self, name: str, default: Any = None) -> Any:
        """What was noted under this name."""
        found = self._file.execute("SELECT value FROM mark WHERE name = ?", (name,)).fetchone()
        return default if found is None else json.loads(found[0])
