"""``maillon import annuaire-fhir`` as a real process before a real server, killed on the way."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import databases
from tests.interop.annuaire.fhir_server import Answer, Directory, serving
from tests.interop.annuaire.resources import mailbox, person, role, site
from tests.interop.annuaire.test_command import READY, RESULT, finished, kill_past
from tests.processes import Process, start

pytestmark = pytest.mark.slow
SECRET = "cle-de-l-essai"
PEOPLE = 1500


@pytest.fixture
def database() -> Iterator[str]:
    url = databases.copy(READY)
    yield url
    databases.drop(url)


@pytest.fixture
def server() -> Iterator[Directory]:
    with serving(Directory(size=60)) as held:
        for kind, made in (("Practitioner", person), ("PractitionerRole", role),
                           ("Organization", site)):  # fmt: skip
            held.resources[kind] = [made(number) for number in range(PEOPLE)]
        held.resources["Practitioner"][0]["telecom"] = [mailbox("a@essai.mssante.example")]
        yield held


def run(database: str, folder: Path, server: Directory, *options: str) -> Process:
    return start(
        database, folder, "import", "annuaire-fhir", "--json", *options,
        MAILLON_ANNUAIRE_URL=server.address, MAILLON_ANNUAIRE_KEY=SECRET,
        MAILLON_DATA_DIR=str(folder),
    )  # fmt: skip


def told(process: Process) -> dict[str, Any]:
    code, said = finished(process)
    assert code == 0, said
    assert SECRET not in said
    answer: dict[str, Any] = json.loads(said.splitlines()[-1])
    return answer


def kill_while_receiving(process: Process, resources: int) -> None:
    until = time.monotonic() + 120
    while max(map(int, re.findall(r"Réception : (\d+) ", process.said())), default=0) < resources:
        assert process.popen.poll() is None, process.said()
        assert time.monotonic() < until, process.said()
        time.sleep(0.02)
    process.kill()


@pytest.mark.faults
def test_killed_while_receiving_and_while_writing_it_ends_as_if_it_never_was(
    database: str, tmp_path: Path, server: Directory
) -> None:
    kill_while_receiving(run(database, tmp_path, server), 600)
    kill_while_receiving(run(database, tmp_path, server), 2400)
    kill_past(200, run(database, tmp_path, server, "--batch", "50"))
    asked = len(server.asked)
    answer = told(run(database, tmp_path, server, "--batch", "50"))
    assert len(server.asked) == asked  # the picture was whole: nothing is asked again
    pages = server.paths()
    assert len(pages) - len(set(pages)) <= 2  # a page is asked again where it was cut, no other
    assert set(answer) == {"resources", "structures", "roles", "mailboxes"}
    assert answer["roles"].keys() == RESULT
    assert answer["resources"]["read"] == 3 * PEOPLE
    for register, made in (("structures", PEOPLE), ("roles", PEOPLE), ("mailboxes", 1)):
        counts = answer[register]
        assert (counts["read"], counts["created"]) == (made, made)
        assert (counts["updated"], counts["unchanged"], counts["ended"]) == (0, 0, 0)
    again = told(run(database, tmp_path, server))
    assert (again["roles"]["unchanged"], again["roles"]["created"]) == (PEOPLE, 0)


def test_a_refusal_is_a_sentence_without_the_key_and_exit_code_2(
    database: str, tmp_path: Path, server: Directory
) -> None:
    said = {"resourceType": "OperationOutcome", "issue": [{"diagnostics": f"clé {SECRET}"}]}
    server.first = [Answer(json.dumps(said).encode(), 400)]
    code, words = finished(run(database, tmp_path, server))
    assert code == 2
    assert '"refused": "annuaire_fhir_refused"' in words
    assert "rien n’a été changé. Il dit : « clé … »" in words
    assert SECRET not in words
    assert "Traceback" not in words


def test_a_file_comes_in_by_the_same_door_and_says_so_to_a_reader(
    database: str, tmp_path: Path
) -> None:
    path = tmp_path / "annuaire_20261114.ndjson"
    path.write_text("\n".join(map(json.dumps, (person(1), role(1), site(1)))) + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "maillon.project", "import", "annuaire-fhir", str(path)],
        env={**os.environ, "DATABASE_URL": database, "MAILLON_DATA_DIR": str(tmp_path)},
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "Ressources : 3 lignes lues" in done.stdout
    assert "Situations d’exercice : 1 lignes lues : 1 créés" in done.stdout
    assert "Boîtes" not in done.stdout  # nothing was said of them


def test_without_a_key_the_national_directory_is_not_asked(database: str, tmp_path: Path) -> None:
    process = start(
        database, tmp_path, "import", "annuaire-fhir", MAILLON_DATA_DIR=str(tmp_path),
        MAILLON_ANNUAIRE_KEY="",
    )  # fmt: skip
    code, words = finished(process)
    assert code == 2
    assert "demande une clé d’accès, et il n’y en a pas : rien n’a été changé" in words
