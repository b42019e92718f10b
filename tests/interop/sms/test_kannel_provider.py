"""What each answer of ``sendsms`` means; the real gateway is in ``test_kannel``."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from maillon.apps.messaging import actions
from maillon.apps.messaging.providers import (
    CannotSay,
    Known,
    Permanent,
    ProviderError,
    Sent,
    Temporary,
    UnknownOutcome,
)
from maillon.interop.sms.kannel import Account, KannelProvider, key_in, named
from tests.apps.messaging.situations import NOW, PHONE
from tests.postgres import spare_port

ACCOUNT = Account("maillon", "secret", "http://127.0.0.1:8000")
heard: list[dict[str, str]] = []
answers: list[tuple[int, bytes]] = []


class Door(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        heard.append({**dict(self.headers), "path": self.path, "text": body.decode()})
        status, said = answers.pop(0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: Any) -> None:
        """Numbers are not for the logs."""


@pytest.fixture
def gateway() -> Iterator[KannelProvider]:
    heard.clear()
    door = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield KannelProvider(f"http://127.0.0.1:{door.server_port}/cgi-bin/sendsms", ACCOUNT)
    door.shutdown()
    door.server_close()
    thread.join()


@pytest.mark.parametrize("said", [b"0: Accepted for delivery", b"3: Queued for later delivery"])
def test_taken_is_sent_and_neither_number_nor_words_are_in_the_address(
    gateway: KannelProvider, said: bytes
) -> None:
    answers[:] = [(202, said)]
    assert gateway.send(PHONE, "Répondez OUI", "offer:1") == Sent(named("offer:1"))
    assert heard[0]["path"] == "/cgi-bin/sendsms"
    assert (heard[0]["X-Kannel-To"], heard[0]["text"]) == (PHONE, "Répondez OUI")
    assert heard[0]["X-Kannel-Coding"] == "0"


def test_sixteen_bits_only_where_seven_do_not_do(gateway: KannelProvider) -> None:
    answers[:] = [(202, b"0: Accepted for delivery")]
    gateway.send(PHONE, "forêt", "offer:1")
    assert heard[0]["X-Kannel-Coding"] == "2"


@pytest.mark.parametrize(
    ("status", "said", "means"),
    [
        (403, b"Authorization failed for sendsms", Temporary),
        (404, b"Not found", Temporary),
        (503, b"Temporal failure, try again later.", Temporary),
        (400, b"Missing receiver(s) number(s), rejected", Permanent),
        (302, b"", Permanent),
        (500, b"", UnknownOutcome),
        (408, b"", UnknownOutcome),
        (200, b"<html>bonjour</html>", UnknownOutcome),
    ],
)
def test_every_other_answer_has_its_meaning(
    gateway: KannelProvider, status: int, said: bytes, means: type[ProviderError]
) -> None:
    answers[:] = [(status, said)]
    with pytest.raises(means):
        gateway.send(PHONE, "Bonjour", "offer:1")


def test_nobody_listens_surely_not_sent() -> None:
    nowhere = KannelProvider(f"http://127.0.0.1:{spare_port()}/cgi-bin/sendsms", ACCOUNT)
    with pytest.raises(Temporary):
        nowhere.send(PHONE, "Bonjour", "offer:1")


@pytest.mark.parametrize("key", ["offer:1", "é/%d?&=#", "a" * 120])
def test_the_address_of_notices_carries_any_key_and_only_kannels_own_mark(key: str) -> None:
    url = ACCOUNT.notice_url(key)
    assert url.count("%") == 1
    assert key_in(url.partition("cle=")[2].partition("&")[0]) == key


@pytest.mark.django_db
def test_a_key_is_known_once_something_was_said_of_it(gateway: KannelProvider) -> None:
    assert gateway.lookup("offer:1") == CannotSay()
    actions.record_receipt("kannel", named("offer:1"), "taken", NOW, key="offer:1")
    assert gateway.lookup("offer:1") == Known(named("offer:1"))
