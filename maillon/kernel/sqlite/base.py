"""Django's SQLite, with a fair turn at writing.

SQLite makes a waiting writer sleep up to a tenth of a second between two looks, while
whoever has just committed may begin again at once: under a steady load one process writes
and the others wait until they give up. Here a writer looks again every few milliseconds.
"""

import random
import time
from typing import Final

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

__all__ = ["DatabaseWrapper"]

PATIENCE: Final = 30.0  # seconds
GLANCE: Final = 0.003


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits its turn in short steps when a transaction begins."""

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
