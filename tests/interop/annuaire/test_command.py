"""``maillon import rpps`` as a real process, killed on the way."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import databases
from tests.interop.annuaire.extracts import line, many, write
from tests.processes import Process, start

READY = (("migrate", "--verbosity=0"), ("import", "communes"))
RESULT = {
    "read", "created", "updated", "unchanged", "ended",
    "skipped", "skipped_total", "warnings", "warnings_total",
}  # fmt: skip


@pytest.fixture
def database() -> Iterator[str]:
    url = databases.copy(READY)
    yield url
    databases.drop(url)


def result(database: str, path: Path, *options: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        databases.run(database, "import", "rpps", str(path), "--json", *options)
    )
    return told


def finished(process: Process) -> tuple[int, str]:
    code = process.popen.wait(120)
    return code, process.said()


@pytest.mark.slow
def test_its_result_is_for_a_machine_and_has_the_published_names(
    database: str, tmp_path: Path
) -> None:
    told = result(database, write(tmp_path / "x.txt", [line(1), line(2, country="SUISSE")]))
    assert told.keys() == RESULT
    assert (told["read"], told["created"], told["skipped_total"]) == (2, 1, 1)
    assert told["skipped"] == [{"line": 3, "reason": "adresse à l’étranger (SUISSE)"}]


@pytest.mark.slow
def test_a_refusal_is_a_sentence_and_exit_code_2(database: str, tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", [line(1, family="GENÊT")], encoding="latin-1")
    code, said = finished(start(database, tmp_path, "import", "rpps", str(path)))
    assert code == 2
    assert "n’est pas en UTF-8 (ligne 1) : rien n’a été changé" in said
    assert "Traceback" not in said
    code, said = finished(start(database, tmp_path, "import", "rpps", str(path), "--json"))
    assert code == 2
    assert '"refused": "rpps_not_utf8"' in said


@pytest.mark.slow
def test_without_communes_the_vendored_ones_come_first(tmp_path: Path) -> None:
    url = databases.copy()
    try:
        told = result(url, write(tmp_path / "x.txt", [line(1, commune="", town="ST CHAMOND")]))
    finally:
        databases.drop(url)
    assert (told["created"], told["warnings_total"]) == (1, 0)


@pytest.mark.slow
@pytest.mark.faults
def test_killed_three_times_it_ends_as_if_it_never_was(database: str, tmp_path: Path) -> None:
    lines = list(many(6000))
    path = write(tmp_path / "x.txt", lines)
    command = ("import", "rpps", str(path), "--batch", "200", "--json")
    for lines_read in (600, 1800, 3400):
        kill_past(lines_read, start(database, tmp_path, *command))
    told = result(database, path, "--batch", "200")
    assert told["read"] == len(lines)
    assert (told["updated"], told["unchanged"], told["ended"]) == (0, 0, 0)
    again = result(database, path)
    assert (again["unchanged"], again["created"]) == (told["created"], 0)
    fresh = databases.copy(READY)
    try:
        assert result(fresh, path)["created"] == told["created"]
    finally:
        databases.drop(fresh)


def kill_past(lines_read: int, process: Process) -> None:
    """Kill it once it has said that many lines: it may have resumed beyond them already."""
    until = time.monotonic() + 120
    while max(map(int, re.findall(r"Import : (\d+) ", process.said())), default=0) < lines_read:
        assert process.popen.poll() is None, process.said()
        assert time.monotonic() < until, process.said()
        time.sleep(0.02)
    process.kill()


@pytest.mark.slow
def test_its_help_is_in_french() -> None:
    for asked in (["import", "--help"], ["import", "rpps", "--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "maillon.project", *asked],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert "fichier" in done.stdout or "extrait" in done.stdout
