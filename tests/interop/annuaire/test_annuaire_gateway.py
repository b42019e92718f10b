"""The server of the directory on its bad days: patience, limits, and a key that stays here."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from maillon.errors import Refused
from maillon.interop.annuaire.fhir.gateway import ATTEMPTS, OFFICIAL, Gateway
from maillon.kernel.sentences import sentence
from tests.interop.annuaire.fhir_server import DATE, Answer, Directory, serving
from tests.interop.annuaire.resources import bundle, person

pytestmark = pytest.mark.faults
SECRET = "cle-de-l-essai"
OUTCOME = {"resourceType": "OperationOutcome", "issue": [{"diagnostics": f"clé {SECRET} : non"}]}


@pytest.fixture
def server() -> Iterator[Directory]:
    with serving(Directory()) as held:
        held.hold(person(1))
        yield held


def ask(server: Directory, *first: Answer, timeout: float = 20) -> tuple[Any, list[float]]:
    """The page, or the refusal in its place, and how long was waited."""
    server.first = list(first)
    waited: list[float] = []
    gateway = Gateway(server.address, SECRET, pause=waited.append, timeout=timeout)
    try:
        return gateway.page(gateway.first("Practitioner", "")), waited
    except Refused as refused:
        return refused, waited


def code(refused: Any) -> str:
    assert isinstance(refused, Refused)
    said = sentence(refused)
    assert "rien n’a été changé" in said
    assert SECRET not in said
    assert SECRET not in repr(refused.data)
    return refused.code.removeprefix("annuaire_fhir_")


def test_a_page_says_its_resources_and_the_servers_clock(server: Directory) -> None:
    page, waited = ask(server)
    assert [one["id"] for one in page.resources] == ["003-1"]
    assert (page.next, page.total, waited) == ("", 1, [])
    assert page.instant.isoformat() == "2026-11-14T05:00:00+00:00"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        ("7", 7.0),
        ("Sat, 14 Nov 2026 05:00:30 GMT", 30.0),  # by the server's own clock, whatever is ours
        ("Sat, 14 Nov 2026 04:00:00 GMT", 0.0),
        ("", 2.0),
        ("bientôt".encode().decode("latin-1"), 2.0),
        ("-5", 2.0),
    ],
)
def test_a_busy_server_is_waited_for_as_it_asks(
    server: Directory, status: int, asked: str, waits: float
) -> None:
    page, waited = ask(server, Answer(b"", status, {"Retry-After": asked}))
    assert len(page.resources) == 1
    assert waited == [waits]


def test_a_server_that_stays_busy_is_left_after_a_few_attempts(server: Directory) -> None:
    refused, waited = ask(server, *[Answer(b"", 429, {"Retry-After": "1"})] * 20)
    assert code(refused) == "busy"
    assert waited == [1.0] * (ATTEMPTS - 1)
    assert len(server.asked) == ATTEMPTS


def test_a_server_that_asks_for_an_hour_is_left_at_once(server: Directory) -> None:
    refused, waited = ask(server, Answer(b"", 503, {"Retry-After": "3600"}))
    assert (code(refused), refused.data["minutes"], waited) == ("wait", 61, [])


WHOLE = json.dumps(bundle([person(1)])).encode()


@pytest.mark.parametrize(
    "cut",
    [
        Answer(WHOLE[:-40]),  # a shorter answer, as promised
        Answer(WHOLE[:-40], length=len(WHOLE)),  # the line was cut
        Answer(b""),
        Answer(b"\xff\xfe"),
        Answer(b'{"resourceType": "Bundle", "total": NaN}'),
        Answer(b'{"resourceType": "Bundle", "resourceType": "Bundle"}'),
        Answer(b"[" * 100_000),
    ],
)
def test_an_answer_cut_short_is_asked_again_then_refused(server: Directory, cut: Answer) -> None:
    page, waited = ask(server, cut)
    assert (len(page.resources), waited) == (1, [2.0])
    refused, waited = ask(server, *[cut] * ATTEMPTS)
    assert (code(refused), waited) == ("truncated", [2.0, 4.0, 8.0, 16.0])


def test_a_server_that_says_nothing_is_asked_a_few_times() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # listens, never answers
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/fhir/v2"
        refused, waited = ask(Directory(address=address), timeout=0.2)
    assert (code(refused), len(waited)) == ("unreachable", ATTEMPTS - 1)
    refused, waited = ask(Directory(address=address))  # nobody listens any more
    assert (code(refused), len(waited)) == ("unreachable", ATTEMPTS - 1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_said_and_not_tried_again(server: Directory, status: int) -> None:
    refused, waited = ask(server, Answer(json.dumps(OUTCOME).encode(), status))
    assert (code(refused), waited) == ("key", [])


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_what_the_server_says_is_told_without_the_key(server: Directory, status: int) -> None:
    refused, waited = ask(server, Answer(json.dumps(OUTCOME).encode(), status))
    assert (code(refused), waited) == ("refused", [])
    assert "« clé … : non »" in sentence(refused)
    refused, _ = ask(server, Answer(b"<html>", status))
    assert "rien de plus" in sentence(refused)


def test_an_outcome_or_a_page_of_the_web_in_place_of_a_bundle_is_refused(
    server: Directory,
) -> None:
    refused, _ = ask(server, Answer(json.dumps(OUTCOME).encode()))
    assert code(refused) == "unknown"
    refused, _ = ask(server, Answer(b"[]"))
    assert code(refused) == "unknown"


@pytest.mark.parametrize("location", ["/fhir/v2/Organization", "https://ailleurs.example/"])
def test_a_redirection_is_never_followed(server: Directory, location: str) -> None:
    refused, _ = ask(server, Answer(b"", 302, {"Location": location}))
    assert code(refused) == "elsewhere"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "base",
    ["http://annuaire.example/fhir", "ftp://127.0.0.1/", "https://moi@annuaire.example/",
     "https://annuaire.example/?x=1", "https://annuaire.example/#x", "https://[::1", "https://é.fr"],
)  # fmt: skip
def test_the_key_goes_nowhere_in_the_clear_nor_to_a_strange_address(base: str) -> None:
    with pytest.raises(Refused) as caught:
        Gateway(base, SECRET)
    assert code(caught.value) == "url"


def test_the_national_gateway_is_not_asked_without_a_key() -> None:
    with pytest.raises(Refused) as caught:
        Gateway(f"{OFFICIAL}/", "")
    assert code(caught.value) == "key_missing"


def test_without_a_key_none_is_sent(server: Directory) -> None:
    Gateway(server.address, "").page(f"{server.address}/Practitioner")
    assert "Esante-Api-Key" not in server.asked[0][1]
    assert DATE in server.date
