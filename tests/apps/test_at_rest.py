"""DAT-1: whoever carries away the database, or a backup of it, reads no word about anybody."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.access.at_rest import BODY
from tests.access.canaries import FREE, IDENTITY, Canaries
from tests.postgres import binaries
from tests.world import on_postgresql

pytestmark = pytest.mark.slow
WORDS = Canaries("ici", "+33199001177", "+33199002277", "1931-02-17")
FIELDS = sorted(IDENTITY | FREE | {"requester_name", "requester_phone", "handover_note", "draft"})
# The lines of the carers and the address the desk read from.
OTHERS = ["639980001", "639980002", "192.0.2.77", *BODY.split()[:1], BODY]


def live(database: str) -> None:
    env = {**os.environ, "DATABASE_URL": database}
    env["DJANGO_SETTINGS_MODULE"] = "maillon.project.settings"
    subprocess.run([sys.executable, "-m", "tests.access.at_rest"], env=env, check=True, timeout=180)


def file_and_log(database: str) -> bytes:
    path = Path(urlsplit(database).path)
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def dump(database: str) -> bytes:
    command = [str(binaries() / "pg_dump"), "--inserts", database]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout


def test_the_database_and_its_backup_hold_no_word_about_anybody(own_database: str) -> None:
    live(own_database)
    carried: Callable[[str], bytes] = dump if on_postgresql() else file_and_log
    found = carried(own_database)
    for table in (b"care_patient", b"desk_draft", b"messaging_inboundmessage"):
        assert table in found
    assert WORDS["requester_house"].encode() in found  # a service's name is nobody's secret
    spellings = {field: WORDS[field].removeprefix("+33") for field in FIELDS}
    assert [f for f, word in spellings.items() if word.encode() in found] == []
    assert [word for word in OTHERS if word.encode() in found] == []
