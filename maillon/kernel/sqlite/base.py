"""Django's SQLite, with a fair turn at writing, and connections that may serve again.

SQLite makes a waiting writer sleep up to a tenth of a second between two looks, while
whoever has just committed may begin again at once: under a steady load one process writes
and the others wait until they give up. Here a writer looks again every few milliseconds.
"""

import random
import sqlite3
import time
from collections.abc import Mapping
from typing import Any, Final
from weakref import WeakSet

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from maillon.kernel.sqlite.spare import Identity, identity, spare

__all__ = ["DatabaseWrapper"]

PATIENCE: Final = 30.0  # seconds
GLANCE: Final = 0.003


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits its turn in short steps when a transaction begins; opens what was set aside first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._opened_on: Identity | None = None
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def get_new_connection(self, conn_params: Mapping[str, Any]) -> sqlite3.Connection:
        # Asked before it is opened: a file replaced in between is taken for the old one, and
        # its connection never serves again.
        self._opened_on = identity(str(conn_params["database"]))
        waiting: sqlite3.Connection | None = spare.take(self._opened_on)
        return waiting or super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = super().create_cursor(name)
        self._cursors.add(cursor)
        return cursor

    def _close(self) -> None:
        for cursor in list(self._cursors):
            cursor.close()  # a reading half done would go on seeing the past
        self._cursors.clear()
        whole = not self.in_atomic_block and not self.errors_occurred
        if not (whole and spare.give(self._opened_on, self.connection)):
            super()._close()  # type: ignore[misc]

    def _start_transaction_under_autocommit(self) -> None:
        until = time.monotonic() + PATIENCE
        usual = self.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(last=time.monotonic() > until):
                time.sleep(GLANCE * (0.5 + random.random()))  # noqa: S311  (spreads the waiters)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {usual}")

    def _begun(self, *, last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as error:
            if last or "locked" not in str(error):
                raise
            return False
        return True
