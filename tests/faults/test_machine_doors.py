"""The doors of machines before what nobody thought of: Schemathesis plays their description.

A real server. What is signed is answered as described; what is not is refused; and whatever is
refused leaves no row behind.
"""

import http.client
import re
import sqlite3
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import psycopg
import pytest
import schemathesis
from hypothesis import settings
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from maillon.kernel import clock, signing
from tests import databases
from tests.architecture.source import ROOT
from tests.faults.test_same_second import broken
from tests.processes import serving
from tests.world import on_postgresql

pytestmark = [pytest.mark.faults, pytest.mark.slow]
PHONE_SECRET, SMS_SECRET = "celui du standard", "celui-de-la-passerelle"
CARER, KEY = "+33639980001", "b2ZmZXI6MQ"
LAY = """
from maillon.kernel import clock, heartbeat
from maillon.project.worker import NAME
from tests.factories.desk import saint_chamond
saint_chamond()
heartbeat.beat(NAME, clock.now())
"""
# All that these doors could write; kernel_uptime apart, which the web writes by itself.
TOUCHED = re.compile(r"(desk_call|journal_|kernel_(?!uptime)|messaging_|tasks_)")
Written = dict[str, int]
Case = schemathesis.Case[Any]
DOORS = schemathesis.openapi.from_path(
    ROOT / "maillon" / "project" / "machines" / "openapi.yaml",
    config=schemathesis.Config.from_dict({
        "generation": {
            "deterministic": True, "max-examples": 25, "database": "none",
            "with-security-parameters": False,  # signed here, over what really leaves
        },
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx"]}},
    }),
)  # fmt: skip
SIGNED = DOORS.exclude(tag="surveillance")
AS_REFUSED = [ignored_auth, negative_data_rejection, positive_data_acceptance]


@dataclass
class World:
    """A server at work on a desk of its own, and its database."""

    address: str
    database: str
    line: Any
    tables: tuple[str, ...] = ()
    desk: str = ""

    def __post_init__(self) -> None:
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if not on_postgresql():
            listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
        self.tables = tuple(name for (name,) in self.rows(listed) if TOUCHED.match(name))
        assert {"desk_call", "messaging_inboundmessage", "messaging_receipt"} <= {*self.tables}
        self.desk = str(UUID(str(self.rows("SELECT id FROM desk_desk")[0][0])))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.line.execute(sql).fetchall())

    def written(self) -> Written:
        """How many rows each table of theirs holds."""
        counted = (f"SELECT '{name}', count(*) FROM \"{name}\"" for name in self.tables)  # noqa: S608
        return dict(self.rows(" UNION ALL ".join(counted)))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    database = databases.copy()
    databases.run(database, "shell", "--command", LAY)
    chosen = {
        "MAILLON_PHONE_SECRET": PHONE_SECRET, "MAILLON_SMS_SECRET": SMS_SECRET,
        "MAILLON_SMS_PROVIDER": "kannel", "MAILLON_SMS_URL": "http://127.0.0.1:9/",
        "MAILLON_WORKER_SILENCE": "86400",
    }  # fmt: skip
    line: Any = (
        psycopg.connect(database, autocommit=True) if on_postgresql()
        else sqlite3.connect(urlsplit(database).path, timeout=20)
    )  # fmt: skip
    with serving(database, tmp_path_factory.mktemp("doors"), **chosen) as web:
        yield World(web.address, database, line)
    line.close()
    assert broken(database, clock.now().isoformat()) == {}
    databases.drop(database)


def sign(secret: str, request: Any) -> Any:
    """Sign what leaves: the bytes of the body, or ``poste`` where there is none."""
    asked = parse_qs(urlsplit(request.url).query, keep_blank_values=True).get("poste", [""])
    said = request.body or b"" if request.method == "POST" else asked[-1]
    body = said.encode() if isinstance(said, str) else said
    request.headers.update(signing.headers(secret, body, clock.now()))
    return request


def shown(case: Case, phone: str, sms: str) -> Any:
    """How this door is opened by whoever holds these secrets."""
    if "/kannel/" in case.path:
        return ("maillon", sms)
    return partial(sign, sms if "/sms/" in case.path else phone)


def make_possible(case: Case, desk: str) -> None:
    """Give a good call what no description can say: a desk that is there, a moment near ours, a
    telephone; and no character without a shape, of which each age of Unicode has its own list.
    """
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    told = {"poste": desk, "desk": desk, "cle": KEY, "X-Kannel-From": CARER}
    body = case.body if isinstance(case.body, dict) else {}
    if "/sms/" in case.path:
        told["from"] = CARER
    else:
        told |= {name: plain(str(body.get(name))) for name in ("call", "from", "extension")}
    if "/kannel/" not in case.path:
        told["at"] = clock.now().isoformat()
    for part in (case.query, case.headers, body):
        replace(part, told)


def plain(text: str) -> str:
    return "".join(one if one.isprintable() else "·" for one in text)


def replace(part: MutableMapping[str, Any] | None, told: dict[str, str]) -> None:
    for name in told.keys() & set(part or {}):
        assert part is not None
        part[name] = told[name]


@DOORS.parametrize()
def test_what_is_signed_is_answered_as_described(case: Case, world: World) -> None:
    make_possible(case, world.desk)
    before = world.written()
    answer = case.call(base_url=world.address, auth=shown(case, PHONE_SECRET, SMS_SECRET))
    case.validate_response(answer, excluded_checks=[ignored_auth])
    if answer.status_code >= 400:
        assert world.written() == before


@settings(max_examples=8)
@SIGNED.parametrize()
def test_what_is_not_signed_by_us_is_refused(case: Case, world: World) -> None:
    make_possible(case, world.desk)
    before = world.written()
    for auth in (None, shown(case, "un autre", "un-autre")):
        answer = case.call(base_url=world.address, auth=auth)
        case.validate_response(answer, excluded_checks=AS_REFUSED)
        assert answer.status_code in (401, 405)
    assert world.written() == before


@pytest.mark.parametrize("path", ["/webhooks/telephone/", "/webhooks/sms/"])
def test_a_body_in_pieces_that_announces_no_length_is_measured_too(path: str, world: World) -> None:
    line = http.client.HTTPConnection(urlsplit(world.address).netloc, timeout=20)
    line.request("POST", path, body=(b" " * 1_000 for _ in range(20)), encode_chunked=True)
    assert line.getresponse().status == 413
    line.close()
