"""SQLite: copied page by page inside one reading transaction, put in place by a rename."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from maillon.errors import Refused
from maillon.kernel import clock
from maillon.project.backup.database import Place, Snapshot, Tell
from maillon.project.backup.facts import Facts, gather

__all__ = ["Sqlite"]

PAGES: Final = 4096  # at a time
PIECE: Final = 1 << 20
SERVER: Final = f"SQLite {sqlite3.sqlite_version}"


def _open(path: Path) -> sqlite3.Connection:
    """Never creates: a missing file is an error, not an empty database."""
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=30, isolation_level=None)


def _facts(path: Path) -> Facts:
    with closing(_open(path)) as file:
        named = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return gather(lambda sql: file.execute(sql).fetchall(), {name for (name,) in named})


class Sqlite:
    """One file; processes that write in it go on writing."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    def facts(self) -> Facts:
        """What stands there; nothing where there is no file yet."""
        return _facts(self.path) if self.path.is_file() else Facts([], {})

    @contextmanager
    def snapshot(self, tell: Tell) -> Iterator[Snapshot]:
        """A copy beside the file, as private as it, gone at the end."""
        if not self.path.is_file():
            raise Refused("backup_no_database", name=self.path.name)
        with self._folder() as folder:
            copy = folder / "copie.sqlite3"
            made_at = _copy(self.path, copy, tell)
            yield Snapshot(made_at, SERVER, _facts(copy), _pieces(copy))

    @contextmanager
    def elsewhere(self) -> Iterator[Place]:
        """A file beside the living one, on the same disk."""
        with self._folder() as folder:
            yield _Beside(folder / "restauree.sqlite3", self)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix=".maillon-", dir=self.path.parent) as folder:
            yield Path(folder)


def _copy(source: Path, target: Path, tell: Tell) -> datetime:
    """Copy one moment. The reading transaction holds it still: without it, SQLite would
    begin again at each write of another process."""

    def progress(status: int, left: int, total: int) -> None:
        tell(f"copie : {total - left} pages sur {total}")

    with closing(_open(source)) as living, closing(sqlite3.connect(target)) as copy:
        made_at = clock.now()
        living.execute("BEGIN")
        living.execute("SELECT count(*) FROM sqlite_master").fetchone()
        living.backup(copy, pages=PAGES, progress=progress, sleep=0)
        living.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    return made_at


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


@dataclass(frozen=True, slots=True)
class _Beside:
    """A restored file, and the living one it may replace."""

    path: Path
    living: Sqlite

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def fill(self, pieces: Iterable[bytes]) -> Facts:
        """Write the file and let SQLite check every page of it."""
        with self.path.open("xb") as file:
            self.path.chmod(0o600)
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if not _sound(self.path):
            raise Refused("restore_differs", tables="PRAGMA integrity_check")
        return _facts(self.path)

    def take_over(self) -> str:
        """At each moment there is one whole file under the living name."""
        target, kept = self.living.path, ""
        _only_reader(self.path)
        if target.is_file():
            empty = self.living.facts().empty
            _only_reader(target)
            if not empty:
                kept = f"{target.name}.avant-{clock.now():%Y%m%dT%H%M%SZ}"
                os.link(target, target.with_name(kept))
        _belongs_like(self.path, target if target.is_file() else target.parent)
        self.path.replace(target)
        return kept


def _sound(path: Path) -> bool:
    try:
        with closing(_open(path)) as file:
            return bool(file.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _only_reader(path: Path) -> None:
    """Fold the journal back into the file, which SQLite does only for whoever is alone."""
    try:
        with closing(sqlite3.connect(path, timeout=2, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError:
        raise Refused("restore_in_use") from None


def _belongs_like(path: Path, other: Path) -> None:
    """Owner of the other; its mode too where it is a file."""
    told = other.stat()
    with suppress(PermissionError):
        os.chown(path, told.st_uid, told.st_gid)
    if other.is_file():
        shutil.copymode(other, path)
