"""Databases of a test's own, for what several real processes share: kills, races, journeys.

A template is made once per run by our own commands (``migrate``, then perhaps ``demo``);
each test gets a copy, in milliseconds. Rows are really committed there, unlike in
pytest-django's test database.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests import tables
from tests.world import data_folder, on_postgresql

__all__ = ["MIGRATED", "Commands", "copy", "copy_of", "drop", "run"]

Commands = Sequence[Sequence[str]]
MIGRATED: Commands = (("migrate", "--verbosity=0"),)


def run(database: str, *arguments: str, timeout: float = 180) -> str:
    """Run one ``maillon`` command on a database; its output, or its words as an error."""
    done = subprocess.run(
        [sys.executable, "-m", "maillon.project", *arguments],
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    if done.returncode:
        raise AssertionError(f"maillon {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Workers of a parallel run make each template once between them."""
    with (data_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _server(statement: sql.Composed) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(statement)


def _url(name: str) -> str:
    if on_postgresql():
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return f"sqlite:///{data_folder() / name}.sqlite3"


def _create(name: str, like: str | None = None) -> None:
    """An empty database, or a copy of another one that nobody is using."""
    if on_postgresql():
        made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if like:
            made += sql.SQL(" TEMPLATE {}").format(sql.Identifier(like))
        _server(made)
    elif like:
        shutil.copyfile(data_folder() / f"{like}.sqlite3", data_folder() / f"{name}.sqlite3")


def copy(commands: Commands = MIGRATED) -> str:
    """The URL of a fresh database, as these commands leave it."""
    asked = tuple(tuple(command) for command in commands)

    def lay(url: str) -> None:
        laid = asked[:1] == MIGRATED and tables.lay(url)
        for command in asked[1:] if laid else asked:
            run(url, *command)

    return copy_of(hashlib.sha256(repr(asked).encode()).hexdigest()[:12], lay)


def copy_of(what: str, lay: Callable[[str], None]) -> str:
    """The URL of a copy of what ``lay`` leaves in an empty database, once per run; nobody is
    connected there any more when it ends.
    """
    template = f"template_{what}"
    made = data_folder() / f"{template}.made"
    with _one_at_a_time(template):
        if not made.exists():
            _create(template)
            lay(_url(template))
            made.touch()
    name = f"copy_{uuid.uuid4().hex}"
    # PostgreSQL copies one session at a time from a template.
    with _one_at_a_time(template):
        _create(name, like=template)
    return _url(name)


def drop(url: str) -> None:
    """Remove a copy; processes still connected to it are cut off."""
    name = Path(urlsplit(url).path).stem
    if on_postgresql():
        _server(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        return
    for file in data_folder().glob(f"{name}.sqlite3*"):
        file.unlink()
