"""Disk full, read-only file system, pool exhausted: a French sentence, what she typed kept."""

import html
import http.client
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from os import environ
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests import databases
from tests.faults.test_same_second import broken
from tests.journeys import scene
from tests.processes import Process, serving

pytestmark = [pytest.mark.faults, pytest.mark.slow]
Fields = list[tuple[str, str]]


class Agent:
    """An agent's browser, without its scripts."""

    def __init__(self, server: Process) -> None:
        self.host, self.cookies = urlsplit(server.address).netloc, SimpleCookie()

    def ask(self, method: str, path: str, fields: Fields | None = None) -> tuple[int, str, str]:
        """Status, page, and where it leads."""
        line = http.client.HTTPConnection(self.host, timeout=60)
        jar = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        headers = {"Cookie": jar, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, urlencode(fields or []), headers)
        answer = line.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(value)
        page = answer.read().decode()
        line.close()
        return answer.status, page, answer.headers.get("Location", "")

    def sign_in(self) -> None:
        page = self.ask("GET", "/compte/entrer/")[1]
        fields = [*hidden(page), ("login", scene.AGENT), ("password", scene.PASSWORD)]
        assert self.ask("POST", "/compte/entrer/", fields)[0] == 302


def hidden(page: str) -> Fields:
    """The hidden fields of a page, as a browser would send them."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return [(html.unescape(name), html.unescape(value)) for name, value in inputs]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Process, str]]:
    database = databases.copy(scene.COMMANDS)
    with serving(database, tmp_path) as web:
        yield web, database
    databases.drop(database)


@pytest.mark.sqlite
def test_disk_full_keeps_what_she_typed_and_one_key_sends_it_again(
    server: tuple[Process, str],
) -> None:
    web, database = server
    agent = Agent(web)
    agent.sign_in()
    address = agent.ask("GET", "/demandes/nouvelle/")[2]
    typed = [*hidden(agent.ask("GET", address)[1]), ("phone", "0199000014"), ("note", "3ᵉ étage")]
    # When the disk is full
    before = resource.prlimit(web.popen.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    status, page, _ = agent.ask("POST", address, [*typed, ("action", "leave")])
    # Then a sentence says so and the page holds every word
    assert status == 503
    assert "Rien ne peut s’enregistrer en ce moment" in page
    assert dict(typed).items() <= dict(hidden(page)).items()
    assert "Traceback" not in page
    # And once there is room again, the page sends it
    resource.prlimit(web.popen.pid, resource.RLIMIT_FSIZE, before)
    status, _, where = agent.ask("POST", address, hidden(page))
    assert (status, where) == (303, "/demandes/brouillons/")
    with sqlite3.connect(urlsplit(database).path) as file:
        assert file.execute("SELECT count(*) FROM desk_draft").fetchone() == (1,)
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert broken(database) == {}


@pytest.mark.sqlite
def test_a_password_is_never_handed_back_by_a_page(server: tuple[Process, str]) -> None:
    web, _ = server
    agent = Agent(web)
    page = agent.ask("GET", "/compte/entrer/")[1]
    resource.prlimit(web.popen.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    fields = [*hidden(page), ("login", scene.AGENT), ("password", scene.PASSWORD)]
    status, page, _ = agent.ask("POST", "/compte/entrer/", fields)
    assert status == 503
    assert scene.PASSWORD not in page
    assert scene.AGENT not in page


@pytest.mark.parametrize("fault", ["read_only", pytest.param("pool", marks=pytest.mark.postgres)])
def test_a_base_that_cannot_serve_is_said_and_served_again_at_once(
    fault: str, own_database: str
) -> None:
    if fault == "read_only" and not own_database.startswith("sqlite"):
        fault = "read_only_server"
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.unable", fault],
        env={**environ, "DATABASE_URL": own_database,
             "DJANGO_SETTINGS_MODULE": "maillon.project.settings"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.stdout.split() == ["200", "503", "said", "kept", "200"], done.stderr[-2000:]
