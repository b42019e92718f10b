"""SEC-4: what a gateway tells us is signed, fresh, and applied once."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.messaging import handlers, providers
from maillon.apps.messaging.models import InboundMessage, OutboxMessage, Receipt
from maillon.interop.sms import incoming
from maillon.kernel import clock, signing
from tests.apps.messaging.situations import NOW, PHONE, after, carer, queued

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
SECRET = "un secret entre machines"
REPLY = {"type": "reply", "id": "m1", "from": PHONE, "text": "OUI 4821", "at": NOW.isoformat()}
RECEIPT = {"type": "receipt", "id": "p1", "key": "offer:1", "status": "delivered"}


@pytest.fixture(autouse=True)
def _with_a_secret(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILLON_SMS_SECRET = SECRET
    settings.MAILLON_SMS_SECOND_SECRET = ""
    for name in ("reply_handlers", "delivered_handlers", "failed_handlers", "opt_handlers"):
        monkeypatch.setattr(handlers, name, [])


def post(
    notice: Any, *, secret: str = SECRET, signed_at: datetime = NOW, body: bytes | None = None
) -> tuple[int, dict[str, str]]:
    """What the gateway gets when it posts this at NOW."""
    sent = json.dumps(notice).encode()
    given = signing.headers(secret, sent, signed_at)
    with clock.frozen(NOW):
        answer = Client().post(
            reverse("sms-webhook"), body or sent, content_type="application/json",
            headers=given,
        )  # fmt: skip
    return answer.status_code, answer.json()


def test_a_signed_reply_is_applied() -> None:
    carer()
    handlers.on_reply(lambda reply, now: "accepted")
    assert post(REPLY) == (200, {"outcome": "accepted"})
    assert InboundMessage.objects.get().received_at == NOW


def test_a_replayed_reply_is_applied_once() -> None:
    carer()
    heard: list[str] = []
    handlers.on_reply(lambda reply, now: heard.append(reply.body))
    handlers.on_reply(lambda reply, now: "accepted")
    assert [post(REPLY) for _ in range(3)] == [(200, {"outcome": "accepted"})] * 3
    assert heard == ["OUI 4821"]


def test_a_receipt_is_recorded_once() -> None:
    message = queued(carer().organization or pytest.fail("no house"))
    OutboxMessage.objects.update(state="sent", provider="http", provider_id="p1")
    assert post(RECEIPT) == (200, {"outcome": "recorded"})
    assert post(RECEIPT) == (200, {"outcome": "known"})
    assert OutboxMessage.objects.get(pk=message.pk).state == "delivered"


def test_each_gateway_is_known_by_its_own_secret(settings: Any) -> None:
    settings.MAILLON_SMS_SECOND_SECRET = "celui de la seconde"
    message = queued(carer().organization or pytest.fail("no house"))
    OutboxMessage.objects.update(state="sent", provider="http2", provider_id="p1")
    assert post(RECEIPT) == (200, {"outcome": "recorded"})
    assert OutboxMessage.objects.get(pk=message.pk).state == "sent"
    assert post(RECEIPT, secret="celui de la seconde") == (200, {"outcome": "recorded"})
    assert OutboxMessage.objects.get(pk=message.pk).state == "delivered"
    assert post(RECEIPT, secret="d'une troisième")[0] == 401


@pytest.mark.parametrize("minutes", [-6, 6, 24 * 60])
def test_a_stale_or_early_signature_is_refused(minutes: int) -> None:
    assert post(REPLY, signed_at=after(minutes * 60)) == (401, {"error": "signature"})
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize("minutes", [-5, 5])
def test_five_minutes_of_drift_are_forgiven(minutes: int) -> None:
    assert post(REPLY, signed_at=after(minutes * 60))[0] == 200


def test_another_secret_or_another_body_is_refused() -> None:
    assert post(REPLY, secret="un autre secret")[0] == 401
    altered = json.dumps({**REPLY, "text": "NON 4821"}).encode()
    assert post(REPLY, body=altered)[0] == 401
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {signing.TIMESTAMP: "0"},
        {signing.TIMESTAMP: "demain", signing.SIGNATURE: "sha256=é"},
        {signing.TIMESTAMP: "²", signing.SIGNATURE: signing.signature(SECRET, "²", b"{}")},
    ],
)
def test_no_signature_no_door(headers: dict[str, str]) -> None:
    url = reverse("sms-webhook")
    answer = Client().post(url, b"{}", content_type="application/json", headers=headers)
    assert answer.status_code == 401


def test_without_a_secret_of_ours_nobody_enters(settings: Any) -> None:
    settings.MAILLON_SMS_SECRET = ""
    answer = Client().post(reverse("sms-webhook"), b"{}", content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("notice", "error"),
    [
        ([], "json"),
        ({}, "id"),
        ({"id": "m1"}, "type"),
        ({**REPLY, "id": 7}, "id"),
        ({**REPLY, "id": "x" * 81}, "id"),
        ({**REPLY, "text": "x" * 1601}, "text"),
        ({**REPLY, "text": "a\u0000"}, "text"),
        ({**REPLY, "at": "hier"}, "at"),
        ({**REPLY, "at": "2026-11-23T09:00:00"}, "at"),
        ({**REPLY, "at": "0001-01-01T00:00:00Z"}, "at"),
        ({**REPLY, "at": "0001-01-01T00:00:00+14:00"}, "at"),
        ({**REPLY, "id": "\ud83d"}, "id"),
        ({**RECEIPT, "key": "\ud83d"}, "key"),
        ({**RECEIPT, "status": "read"}, "status"),
    ],
)
def test_what_is_not_in_the_contract_is_refused_by_name(notice: Any, error: str) -> None:
    assert post(notice) == (400, {"error": error})


def test_half_an_emoji_where_an_operator_cut_costs_nobody_her_answer() -> None:
    carer()
    handlers.on_reply(lambda reply, now: "accepted")
    assert post({**REPLY, "text": "OUI 4821 \ud83d"}) == (200, {"outcome": "accepted"})
    assert InboundMessage.objects.get().body == "OUI 4821 \N{REPLACEMENT CHARACTER}"


def test_a_sender_that_is_no_telephone_is_refused() -> None:
    assert post({**REPLY, "from": "Maillon"}) == (422, {"error": "sms_phone"})


def test_a_moment_a_day_to_come_is_taken_for_now() -> None:
    post({**REPLY, "at": after(86_401).isoformat()})
    assert InboundMessage.objects.get().received_at == NOW


def test_i11_twins_are_known_though_our_clock_was_put_right_between_them() -> None:
    for name, now in (("m1", after(-3600)), ("m2", NOW)):
        body = json.dumps({**REPLY, "id": name, "at": NOW.isoformat()}).encode()
        outcome = incoming.apply(incoming.parse(body, now), now)
    assert outcome == "duplicate"


def test_what_is_too_long_is_not_read() -> None:
    assert post({**REPLY, "more": "x" * 20_000})[0] == 413


def test_the_example_of_the_documentation_is_a_true_signature() -> None:
    page = Path(__file__).parents[3] / "docs" / "dev" / "sms.md"
    assert signing.signature("s", "1795424400", b"{}") in page.read_text(encoding="utf-8")


def test_asking_changes_nothing() -> None:
    assert Client().get(reverse("sms-webhook")).status_code == 405
    assert not Receipt.objects.exists()
    assert providers.current().name == "simulator"
