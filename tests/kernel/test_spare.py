"""Connections that serve again: never another file's, never one that still sees the past."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from maillon.kernel.sqlite import spare as held
from maillon.kernel.sqlite.base import DatabaseWrapper
from maillon.kernel.sqlite.spare import Spare

pytestmark = pytest.mark.django_db  # the connections are of our own making

SETTINGS = {
    "ENGINE": "maillon.kernel.sqlite", "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True,
    "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None,
    "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with one row, and two connections kept between requests."""
    kept = Spare(2)
    monkeypatch.setattr("maillon.kernel.sqlite.base.spare", kept)
    path = tmp_path / "spare.sqlite3"
    _written(path, 1)
    yield path
    kept.keep(0)


def _written(path: Path, number: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS facts (number)")
        connection.execute("INSERT INTO facts VALUES (?)", [number])
    connection.close()


def database(file: Path) -> DatabaseWrapper:
    """As a request opens it in a thread of its own."""
    return DatabaseWrapper({**SETTINGS, "NAME": str(file)})


def numbers(opened: DatabaseWrapper) -> list[int]:
    with opened.cursor() as cursor:
        return [row[0] for row in cursor.execute("SELECT number FROM facts ORDER BY number")]


def test_the_next_request_finds_the_database_open(file: Path) -> None:
    first = database(file)
    assert numbers(first) == [1]
    opened = first.connection
    first.close()
    second = database(file)
    assert numbers(second) == [1]
    assert second.connection is opened
    second.close()


def test_a_restored_file_is_another_one(file: Path, tmp_path: Path) -> None:
    first = database(file)
    numbers(first)
    first.close()
    restored = tmp_path / "restored.sqlite3"
    _written(restored, 7)
    restored.replace(file)
    assert numbers(database(file)) == [7]


def test_a_reading_half_done_does_not_go_on_seeing_the_past(file: Path) -> None:
    _written(file, 2)
    first = database(file)
    begun = first.cursor()
    begun.execute("SELECT number FROM facts")
    begun.fetchone()
    first.close()
    _written(file, 3)
    assert numbers(database(file)) == [1, 2, 3]


def test_a_connection_inside_a_transaction_is_closed(file: Path) -> None:
    first = database(file)
    first.ensure_connection()
    opened = first.connection
    opened.execute("BEGIN IMMEDIATE")
    first.close()
    with pytest.raises(sqlite3.ProgrammingError):
        opened.execute("SELECT 1")
    _written(file, 2)


def test_none_is_kept_until_told_how_many(file: Path) -> None:
    quiet = Spare()
    connection = sqlite3.connect(file)
    assert not quiet.give(held.identity(str(file)), connection)
    quiet.keep(1)
    assert quiet.give(held.identity(str(file)), connection)
    quiet.keep(0)
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
