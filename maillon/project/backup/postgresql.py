"""PostgreSQL: its own programs, of the server's own version, on one exported snapshot."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import errors, sql

from maillon.errors import Refused
from maillon.kernel import clock
from maillon.project.backup.database import Place, Snapshot, Tell
from maillon.project.backup.facts import Facts, gather

__all__ = ["Postgresql"]

DEBIAN: Final = Path("/usr/lib/postgresql")
PIECE: Final = 1 << 20
LEAVING_S: Final = 5  # as long as the server itself waits before it renames
PUBLIC = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
LIKE = "SELECT datcollate, datctype FROM pg_database WHERE datname = %s"
SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
Server = psycopg.Connection[tuple[Any, ...]]


def _connect(url: str, *, autocommit: bool = False) -> Server:
    try:
        return psycopg.connect(url, autocommit=autocommit, connect_timeout=10)
    except psycopg.OperationalError:
        raise Refused("backup_unreachable") from None


def _facts(server: Server) -> Facts:
    def ask(query: str) -> list[tuple[Any, ...]]:
        return server.execute(query.encode()).fetchall()

    return gather(ask, {name for (name,) in ask(PUBLIC)})


class Postgresql:
    """One database of a server, by its URL."""

    kind = "postgresql"

    def __init__(self, url: str) -> None:
        self.url = url

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.url).path.strip("/"))

    def named(self, name: str) -> str:
        """The URL of a neighbour on the same server."""
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def facts(self) -> Facts:
        """What stands there."""
        with _connect(self.url) as server:
            return _facts(server)

    @contextmanager
    def snapshot(self, tell: Tell) -> Iterator[Snapshot]:
        """What ``pg_dump`` reads is exactly what was counted: one snapshot, held open."""
        with _connect(self.url) as server:
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            made_at = clock.now()
            ((name,),) = server.execute("SELECT pg_export_snapshot()").fetchall()
            pieces = _told(_dumped(self.url, name, _major(server)), tell)
            yield Snapshot(made_at, f"PostgreSQL {_version(server)}", _facts(server), pieces)

    @contextmanager
    def elsewhere(self) -> Iterator[Place]:
        """A database of its own on the same server, dropped at the end if still there."""
        name = f"{self.name[:36]}_restauree_{clock.now():%Y%m%d%H%M%S%f}"[:63]
        with self.maintenance() as server:
            _create(server, name, self.name)
        try:
            yield _Beside(self.named(name), name, self)
        finally:
            with self.maintenance() as server:
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                server.execute(drop.format(sql.Identifier(name)))

    def maintenance(self) -> Server:
        """A session in no database that matters."""
        with suppress(Refused):
            return _connect(self.named("postgres"), autocommit=True)
        return _connect(self.named("template1"), autocommit=True)


def _version(server: Server) -> str:
    return str(server.info.parameter_status("server_version") or "").split()[0]


def _major(server: Server) -> int:
    return server.info.server_version // 10_000


def _program(name: str, major: int) -> str:
    """This program of this version: another one would refuse, or write what cannot be read."""
    here = DEBIAN / str(major) / "bin" / name
    found = str(here) if here.is_file() else shutil.which(name)
    if found and _is_of(found, major):
        return found
    raise Refused("backup_no_program", program=name, major=major)


def _is_of(program: str, major: int) -> bool:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return re.search(rf"\) {major}(\.|\s|$)", said.stdout) is not None


def _spoken(url: str) -> tuple[str, dict[str, str]]:
    """The URL without its password, and the environment that carries it: ``ps`` shows neither."""
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    bare = f"{user.partition(':')[0]}@{host}" if user else host
    secret = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    return urlunsplit(parts._replace(netloc=bare)), {**os.environ, **secret}


def _dumped(url: str, snapshot: str, major: int) -> Iterator[bytes]:
    bare, env = _spoken(url)
    command = [
        _program("pg_dump", major), "--format=custom", "--compress=0", "--no-owner",
        "--no-privileges", f"--snapshot={snapshot}", f"--dbname={bare}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as words:
        dump = subprocess.Popen(  # noqa: S603
            command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=words
        )
        try:
            while piece := dump.stdout.read(PIECE):  # type: ignore[union-attr]
                yield piece
            _went_well("pg_dump", dump, words)
        finally:
            _end(dump)


def _told(pieces: Iterator[bytes], tell: Tell) -> Iterator[bytes]:
    read = 0
    for piece in pieces:
        read += len(piece)
        tell(f"copie : {read / 1e6:.1f} Mo")
        yield piece


def _went_well(name: str, program: subprocess.Popen[bytes], words: Any) -> None:
    """Its first line of complaint, no more: the next ones may quote rows."""
    if program.wait():
        words.seek(0)
        said = words.read(2000).decode(errors="replace").strip().splitlines()
        raise Refused("backup_program_failed", program=name, words=(said or ["…"])[0][:200])


def _end(program: subprocess.Popen[bytes]) -> None:
    if program.poll() is None:
        program.kill()
        program.wait()
    for pipe in (program.stdin, program.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _create(server: Server, name: str, like: str) -> None:
    """An empty database that sorts and folds as the living one."""
    found = server.execute(LIKE, [like]).fetchone() or ("C.UTF-8", "C.UTF-8")
    statement = sql.SQL(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}"
    ).format(sql.Identifier(name), *map(sql.Literal, found))
    try:
        server.execute(statement)
    except errors.InsufficientPrivilege:
        raise Refused("restore_may_not") from None


@dataclass(frozen=True, slots=True)
class _Beside:
    """A database being restored, and the living one it may replace."""

    url: str
    name: str
    living: Postgresql

    def fill(self, pieces: Iterable[bytes]) -> Facts:
        """All of it or none: one transaction. Its statistics too, or it would be slow."""
        with _connect(self.url, autocommit=True) as server:
            self._restore(pieces, _major(server))
            server.execute("ANALYZE")
            return _facts(server)

    def _restore(self, pieces: Iterable[bytes], major: int) -> None:
        bare, env = _spoken(self.url)
        command = [
            _program("pg_restore", major), "--no-owner", "--no-privileges", "--exit-on-error",
            "--single-transaction", f"--dbname={bare}",
        ]  # fmt: skip
        with tempfile.TemporaryFile() as words:
            program = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stderr=words)  # noqa: S603
            try:
                _pour(pieces, program)
                _went_well("pg_restore", program, words)
            finally:
                _end(program)

    def take_over(self) -> str:
        """Two names exchanged in one transaction; nobody may be connected."""
        kept = f"{self.living.name[:38]}_avant_{clock.now():%Y%m%d%H%M%S}"
        empty = self.living.facts().empty
        with self.living.maintenance() as server:
            _all_gone(server, self.living.name)
            with server.transaction():
                _rename(server, self.living.name, kept)
                _rename(server, self.name, self.living.name)
            if empty:
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(kept)))
        return "" if empty else kept


def _all_gone(server: Server, name: str) -> None:
    """Nobody is connected, once those who have just left are really gone: a session ends after
    its program has hung up.
    """
    until = monotonic() + LEAVING_S
    while server.execute(SESSIONS, [name]).fetchall() != [(0,)]:
        if monotonic() > until:
            raise Refused("restore_in_use")
        sleep(0.1)


def _pour(pieces: Iterable[bytes], program: subprocess.Popen[bytes]) -> None:
    """A program that stopped listening says why by itself."""
    with suppress(BrokenPipeError):
        for piece in pieces:
            program.stdin.write(piece)  # type: ignore[union-attr]
        program.stdin.close()  # type: ignore[union-attr]


def _rename(server: Server, name: str, other: str) -> None:
    try:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        server.execute(rename.format(sql.Identifier(name), sql.Identifier(other)))
    except errors.ObjectInUse:
        raise Refused("restore_in_use") from None
