"""A database of an earlier version is brought to today's, even by a ``migrate`` that is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import databases, tables
from tests.factories.desk import MORNING
from tests.faults.older import VERSIONS
from tests.world import on_postgresql

pytestmark = [pytest.mark.faults, pytest.mark.slow]
Rows = dict[str, dict[str, dict[str, str]]]
SETTINGS = "maillon.project.settings"
AT = MORNING.isoformat()


def said(url: str, *arguments: str, module: str = "older") -> str:
    done = asked(url, *arguments, module=module)
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked(url: str, *arguments: str, module: str = "older") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}", *arguments],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def today(url: str) -> None:
    """A desk at work, in today's tables."""
    if not tables.lay(url):
        databases.run(url, "migrate", "--verbosity=0")
    said(url, "world")
    assert broken(url) == {}


def lay(version: str, url: str) -> None:
    """The same desk, as that version would have written it."""
    now = databases.copy_of("today", today)
    name = urlsplit(now).path
    said(url, "lay", version, name.removeprefix("/") if on_postgresql() else name)
    databases.drop(now)


@pytest.fixture(params=VERSIONS)
def older(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database that this version left behind."""
    url = databases.copy_of(f"older_{request.param}", partial(lay, request.param))
    yield url
    databases.drop(url)


def rows(url: str) -> Rows:
    found: Rows = json.loads(said(url, "rows"))
    return found


def broken(url: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(url, AT, module="verify_at"))
    return found


def lost(before: Rows, after: Rows) -> list[tuple[str, str, str]]:
    """What is gone or says something else: table, key, column."""
    return [
        (table, key, column)
        for table, held in before.items()
        for key, row in held.items()
        for column, value in row.items()
        if after.get(table, {}).get(key, {}).get(column) != value
    ]


def whole(url: str, before: Rows) -> None:
    """Every row is there and says what it said, every invariant holds, proof is protected."""
    assert lost(before, rows(url)) == []
    assert broken(url) == {}
    assert json.loads(said(url, "bare")) == []


def test_every_row_is_there_and_every_invariant_holds(older: str) -> None:
    before = rows(older)
    assert sum(map(len, before.values())) > 40
    replaced = {row["replaces"] for row in before["desk_need"].values() if "replaces" in row}
    assert replaced in (set(), {"", "ill"})  # under its name of today, where it was known
    databases.run(older, "migrate", "--verbosity=0")
    whole(older, before)


def struck(url: str, *blows: str) -> int:
    """Each ``migrate`` dies of its blow, until one finds nothing left to do; how many died."""
    for deaths, blow in enumerate(blows):
        done = asked(url, "killed", *blow.split())
        if done.returncode == 0:
            return deaths
        assert done.returncode == -signal.SIGKILL, done.stderr
    return len(blows)


def test_a_migration_killed_at_any_statement_ends_well_when_it_is_run_again(older: str) -> None:
    before = rows(older)
    assert struck(older, "1", "2", "4", "9", "27", "243") >= 2
    databases.run(older, "migrate", "--verbosity=0")
    whole(older, before)


@pytest.mark.parametrize("older", ["54321b1"], indirect=True)
def test_killed_before_it_writes_what_it_did_it_has_not_done_it(older: str) -> None:
    before = rows(older)
    assert struck(older, *["2 word"] * 3) == 3
    databases.run(older, "migrate", "--verbosity=0")
    whole(older, before)
