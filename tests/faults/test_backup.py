"""DAT-1, X5: a backup is sealed, proven, kept, and comes back whole or not at all."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from maillon.errors import Refused
from maillon.project.backup import making, postgresql, restoring
from maillon.project.backup.facts import Facts
from maillon.project.backup.postgresql import Postgresql
from maillon.project.backup.sqlite import Sqlite
from tests import databases
from tests.faults import backups
from tests.faults.backups import CANARY, KEY, add, command, database
from tests.world import on_postgresql

pytestmark = [pytest.mark.faults, pytest.mark.slow]
ROWS = {"journal_entry", "desk_servicerequest", "directory_organization"}


@pytest.fixture
def house(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A living database with one canary, and the room of backups turned towards it."""
    url = databases.copy(backups.PLANTED)
    settings.MAILLON_BACKUP_KEY = KEY
    for room in (making, restoring):
        monkeypatch.setattr(room, "configured", lambda: database(url))
    yield url
    databases.drop(url)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    yield from backups.neighbour(tmp_path)


def made(shelf: Path, name: str = "une.maillon") -> Path:
    return making.make(shelf / name, keep=None, tell=lambda words: None).proven.path


def silent(words: str) -> None:
    """Progress nobody reads."""


def test_no_word_of_the_database_can_be_read_in_a_backup(house: str, shelf: Path) -> None:
    kept = made(shelf).read_bytes()
    assert re.findall(rb"[\x20-\x7e]{24,}", kept[200:]) == []  # what `strings` would show
    assert CANARY.encode() not in kept
    assert database(house).facts().rows["directory_organization"] == 1


def test_it_is_private_whole_and_alone(house: str, shelf: Path) -> None:
    path = made(shelf)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(shelf.iterdir()) == [path]
    proven = making.prove(path)
    assert set(proven.manifest.rows) >= ROWS
    assert proven.manifest.rows == database(house).facts().rows


def test_a_backup_comes_back_into_an_empty_house_and_every_invariant_holds(
    house: str, shelf: Path, empty: str
) -> None:
    backup = made(shelf)
    done = command(empty, "restore", str(backup), "--json")
    assert done.code == 0, done.told
    assert (done.told["broken"], done.told["in_place"]) == ({}, True)
    assert done.told["rto_seconds"] > 0
    assert database(empty).facts() == database(house).facts()
    assert command(empty, "verify").code == 0


def test_a_house_that_is_not_empty_is_replaced_only_when_told_and_kept_beside(
    house: str, shelf: Path
) -> None:
    backup = made(shelf)
    add(house)
    with pytest.raises(Refused, match="restore_not_empty"):
        restore(backup)
    assert database(house).facts().rows["kernel_version"] == 1
    done = restore(backup, replace=True)
    assert database(house).facts().rows["kernel_version"] == 0
    assert beside(house, done.kept).rows["kernel_version"] == 1


def restore(backup: Path, *, replace: bool = False, drill: bool = False) -> restoring.Restored:
    return restoring.restore(backup, replace=replace, drill=drill, anyway=False, tell=silent)


def beside(house: str, name: str) -> Facts:
    if on_postgresql():
        return Postgresql(urlsplit(house)._replace(path=f"/{name}").geturl()).facts()
    return Sqlite(Path(urlsplit(house).path).with_name(name)).facts()


def test_an_exercise_changes_nothing_and_leaves_nothing(house: str, shelf: Path) -> None:
    backup, before = made(shelf), neighbours(house)
    add(house)
    done = restore(backup, drill=True)
    assert (done.broken, done.in_place, done.kept) == ({}, False, "")
    assert database(house).facts().rows["kernel_version"] == 1
    assert neighbours(house) == before


def neighbours(house: str) -> set[str]:
    """What restoring lays beside this base; other tests have theirs on the same server."""
    if on_postgresql():
        with psycopg.connect(house) as server:
            whole = server.execute("SELECT left(current_database(), 36)").fetchone()
            assert whole
            named = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            return {name for (name,) in server.execute(named, whole)}
    return {one.name for one in Path(urlsplit(house).path).parent.glob(".maillon-*")}


def test_an_altered_backup_is_refused_whole_before_anything_moves(house: str, shelf: Path) -> None:
    backup = made(shelf)
    text = bytearray(backup.read_bytes())
    text[-5] ^= 1
    backup.write_bytes(text)
    add(house)
    with pytest.raises(Refused, match="backup_altered"):
        restore(backup, replace=True)
    assert database(house).facts().rows["kernel_version"] == 1
    assert command(house, "backup", "--verify", str(backup)).code == 1


def test_a_base_at_work_is_not_replaced(house: str, shelf: Path) -> None:
    backup = made(shelf)
    add(house)
    with at_work(house), pytest.raises(Refused, match="restore_in_use"):
        restore(backup, replace=True)
    assert database(house).facts().rows["kernel_version"] == 1


def at_work(house: str) -> Any:
    if on_postgresql():
        return psycopg.connect(house)
    import sqlite3

    file = sqlite3.connect(urlsplit(house).path)
    file.execute("PRAGMA journal_mode = WAL").fetchone()
    file.execute("SELECT count(*) FROM django_migrations").fetchone()
    return file


def test_only_the_last_ones_are_kept_and_only_ours_are_removed(house: str, shelf: Path) -> None:
    old = [f"maillon-2026112{day}T020000Z.maillon" for day in range(1, 4)]
    for name in old:
        shutil.copy(made(shelf, f"copie-{name}"), shelf / name)
    notes = shelf / "maillon-20261120T020000Z.maillon"
    notes.write_text("pas une sauvegarde")
    kept = making.make(shelf, keep=2, tell=silent)
    assert [path.name for path in kept.removed] == old[:2]
    assert {kept.proven.path.name, old[2], notes.name} <= {path.name for path in shelf.iterdir()}


def test_a_name_already_taken_is_never_written_over(house: str, shelf: Path) -> None:
    before = made(shelf).read_bytes()
    with pytest.raises(Refused, match="backup_exists"):
        made(shelf)
    assert (shelf / "une.maillon").read_bytes() == before


def test_keys_of_another_house_are_told_before_anything_moves(
    house: str, shelf: Path, settings: Any
) -> None:
    backup = made(shelf)
    settings.MAILLON_INDEX_KEY = KEY.partition(":")[2]
    with pytest.raises(Refused, match="restore_other_keys"):
        restore(backup, replace=True)


@pytest.mark.postgres
def test_without_the_programs_of_this_server_it_says_what_to_install(
    house: str, shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="backup_no_program") as refused:
        made(shelf)
    assert refused.value.data["program"] == "pg_dump"
    assert list(shelf.iterdir()) == []


@pytest.mark.postgres
def test_whoever_may_not_create_a_database_is_told_what_to_ask(house: str, shelf: Path) -> None:
    backup = made(shelf)
    with psycopg.connect(house, autocommit=True) as server:
        server.execute("CREATE ROLE modeste LOGIN")
        server.execute("GRANT pg_read_all_data TO modeste")
    try:
        parts = urlsplit(house)
        modest = parts._replace(netloc=f"modeste@{parts.hostname}:{parts.port}").geturl()
        done = command(modest, "restore", str(backup), "--drill")
        assert (done.code, "CREATEDB" in done.err) == (2, True), done.err
    finally:
        with psycopg.connect(house, autocommit=True) as server:
            server.execute("DROP OWNED BY modeste")
            server.execute("DROP ROLE modeste")
