"""``maillon import finess`` and ``mssante`` as real processes, killed on the way."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from maillon.project.bench.extracts import WRITERS
from tests import databases
from tests.interop.annuaire.test_command import READY, RESULT, finished, kill_past
from tests.processes import start

pytestmark = pytest.mark.slow


@pytest.fixture
def database() -> Iterator[str]:
    url = databases.copy(READY)
    yield url
    databases.drop(url)


def result(database: str, register: str, path: Path, *options: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        databases.run(database, "import", register, str(path), "--json", *options)
    )
    return told


@pytest.mark.faults
@pytest.mark.parametrize("register", ["finess", "mssante"])
def test_killed_twice_it_ends_as_if_it_never_was(
    database: str, tmp_path: Path, register: str
) -> None:
    path = tmp_path / "x"
    WRITERS[register](path, 700_000)
    command = ("import", register, str(path), "--batch", "40", "--json")
    for lines_read in (80, 200):
        kill_past(lines_read, start(database, tmp_path, *command))
    told = result(database, register, path, "--batch", "40")
    assert told.keys() == RESULT
    assert told["created"] == told["read"] > 200
    assert (told["updated"], told["unchanged"], told["ended"]) == (0, 0, 0)
    assert result(database, register, path)["unchanged"] == told["read"]


@pytest.mark.parametrize(
    ("register", "code"), [("finess", "unknown"), ("mssante", "columns_missing")]
)
def test_a_web_page_is_refused_in_a_sentence(
    database: str, tmp_path: Path, register: str, code: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text("<!DOCTYPE html><title>Maintenance</title>")
    ended, said = finished(start(database, tmp_path, "import", register, str(path), "--json"))
    assert ended == 2
    assert f'"refused": "{register}_{code}"' in said
    assert "rien n’a été changé" in said
    assert "Traceback" not in said
