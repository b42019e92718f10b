"""The HTTP provider against a real peer: sent, refused, surely not sent, or nobody knows."""

from collections.abc import Iterator

import pytest

from maillon.apps.messaging.providers import (
    CannotSay,
    Known,
    NotKnown,
    Permanent,
    Sent,
    Temporary,
    UnknownOutcome,
)
from maillon.interop.sms.http import HttpProvider
from tests.interop.sms.peer import SECRET, Peer, listening
from tests.postgres import spare_port

pytestmark = pytest.mark.faults

PHONE, TEXT, KEY = "+33639980001", "Maillon : demande 1123-014, début mardi.", "offer:1"


@pytest.fixture
def peer() -> Iterator[Peer]:
    with listening() as gateway:
        yield gateway


def ours(peer: Peer, secret: str = SECRET) -> HttpProvider:
    return HttpProvider(peer.address, secret, timeout=0.3)


def test_a_text_is_taken_and_named(peer: Peer) -> None:
    assert ours(peer).send(PHONE, TEXT, KEY) == Sent(peer.name_of(KEY))
    assert peer.taken == [{"key": KEY, "to": PHONE, "text": TEXT}]
    assert ours(peer).lookup(KEY) == Known(peer.name_of(KEY))


def test_a_key_never_seen_is_not_known(peer: Peer) -> None:
    assert ours(peer).lookup("offer:2 & co") == NotKnown()


def test_without_the_secret_the_gateway_refuses_and_nothing_left(peer: Peer) -> None:
    with pytest.raises(Temporary, match="http_401"):
        ours(peer, "un autre").send(PHONE, TEXT, KEY)
    assert peer.arrivals == []


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (429, Temporary),
        (503, Temporary),
        (400, Permanent),
        (422, Permanent),
        (302, Permanent),
        (408, UnknownOutcome),
        (500, UnknownOutcome),
        (502, UnknownOutcome),
        (504, UnknownOutcome),
        (409, UnknownOutcome),
        ("lost", UnknownOutcome),
        ("silent", UnknownOutcome),
        ("nonsense", UnknownOutcome),
    ],
)
def test_each_answer_is_told_apart(peer: Peer, status: int | str, error: type[Exception]) -> None:
    peer.forced = [status]
    with pytest.raises(error):
        ours(peer).send(PHONE, TEXT, KEY)


@pytest.mark.parametrize(
    ("status", "answer"), [(405, CannotSay()), (501, CannotSay()), (404, CannotSay())]
)
def test_a_gateway_without_memory_says_so(peer: Peer, status: int, answer: CannotSay) -> None:
    peer.forced = [status]
    assert ours(peer).lookup(KEY) == answer


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_question_that_failed_is_asked_again(peer: Peer, status: int) -> None:
    peer.forced = [status]
    with pytest.raises(Temporary):
        ours(peer).lookup(KEY)


def test_where_nobody_listens_nothing_left() -> None:
    provider = HttpProvider(f"http://127.0.0.1:{spare_port()}/", SECRET, timeout=0.3)
    with pytest.raises(Temporary, match="gateway_unreachable"):
        provider.send(PHONE, TEXT, KEY)
    with pytest.raises(Temporary):
        provider.lookup(KEY)


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://passerelle.test/", SECRET),
        ("ftp://127.0.0.1/", SECRET),
        ("file:///etc/passwd", SECRET),
        ("", SECRET),
        ("https://passerelle.test/", ""),
    ],
)
def test_a_gateway_in_clear_or_without_secret_is_refused(url: str, secret: str) -> None:
    with pytest.raises(ValueError, match="MAILLON_SMS_"):
        HttpProvider(url, secret)
