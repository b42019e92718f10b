"""SEC-4 where the gateway cannot sign: an account, a known address, never the public door."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.messaging import handlers
from maillon.apps.messaging.models import InboundMessage, OutboxMessage, Receipt
from maillon.interop.sms.kannel import Account, named
from maillon.kernel import clock
from tests.apps.messaging.situations import NOW, PHONE, carer, queued

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
SECRET = "un-secret_entre-machines"
AT = str(int(NOW.timestamp()))


@pytest.fixture(autouse=True)
def _with_kannel(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILLON_SMS_PROVIDER, settings.MAILLON_SMS_SECRET = "kannel", SECRET
    for name in ("reply_handlers", "delivered_handlers", "failed_handlers", "opt_handlers"):
        monkeypatch.setattr(handlers, name, [])


def basic(user: str = "maillon", secret: str = SECRET) -> str:
    return f"Basic {base64.b64encode(f'{user}:{secret}'.encode()).decode()}"


def reply(
    body: bytes = b"OUI 4821", kind: str = 'text/plain; charset="UTF-8"',
    asked: str = f"?id=k1&at={AT}", **more: Any,
) -> Any:  # fmt: skip
    """What Kannel gets when a telephone says this."""
    headers = {"Authorization": basic(), "X-Kannel-From": PHONE} | more.pop("headers", {})
    with clock.frozen(NOW):
        url = reverse("kannel-reply") + asked
        answer = Client().post(url, body, content_type=kind, headers=headers, **more)
    assert answer.content == b"", "Kannel would send it to the telephone"
    return answer


def notice(status: str, key: str = "offer:1", **more: Any) -> Any:
    """What Kannel gets when it tells what became of a message."""
    url = Account("maillon", SECRET, "http://127.0.0.1:8000").notice_url(key)
    path = url.partition("127.0.0.1:8000")[2].replace("%d", status)
    headers = {"Authorization": basic()} | more.pop("headers", {})
    with clock.frozen(NOW):
        return Client().get(path, headers=headers, **more)


def test_a_reply_of_the_gateway_is_applied_once_however_often_it_is_told() -> None:
    carer()
    heard: list[str] = []
    handlers.on_reply(lambda said, now: heard.append(said.body))
    assert [reply().status_code for _ in range(3)] == [200] * 3
    assert heard == ["OUI 4821"]
    assert InboundMessage.objects.get().received_at == NOW


@pytest.mark.parametrize(
    "more",
    [
        {"headers": {"Authorization": ""}},
        {"headers": {"Authorization": basic(secret="un-autre")}},
        {"headers": {"Authorization": basic(user="kannel")}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"REMOTE_ADDR": "203.0.113.7"},
    ],
)
def test_whoever_is_not_the_gateway_stays_outside(more: Any) -> None:
    assert reply(**more).status_code == 401
    assert notice("1", **more).status_code == 401
    assert not InboundMessage.objects.exists()
    assert not Receipt.objects.exists()


def test_where_the_gateway_is_another_one_this_door_is_shut(settings: Any) -> None:
    settings.MAILLON_SMS_PROVIDER = "http"
    assert reply().status_code == 401


@pytest.mark.parametrize(
    ("body", "kind", "read"),
    [
        ("désolée".encode(), "text/plain; charset=UTF-8", "désolée"),
        ("désolée œ 👍".encode("utf-16-be"), 'text/plain; charset="UTF-16BE"', "désolée œ 👍"),
        ("désolée".encode(), "application/octet-stream", "désolée"),
        ("désolée".encode("cp1252"), "application/octet-stream", "désolée"),
        ("désolée".encode(), 'text/plain; charset="martien"', "dÃ©solÃ©e"),
        (b"", "text/plain", ""),
    ],
)
def test_words_are_read_in_whatever_alphabet_they_come(body: bytes, kind: str, read: str) -> None:
    assert reply(body, kind).status_code == 200
    assert InboundMessage.objects.get().body == read


@pytest.mark.parametrize("asked", ["", "?id=", f"?id={'x' * 81}", "?id=%00"])
def test_a_reply_without_a_name_is_refused(asked: str) -> None:
    assert reply(asked=asked).status_code == 400


def test_what_is_too_long_or_comes_from_no_telephone_is_refused() -> None:
    assert reply(b"x" * 6_500).status_code == 400
    assert reply(b"x" * 1_601).status_code == 400
    assert reply(headers={"X-Kannel-From": "Maillon"}).status_code == 422


@pytest.mark.parametrize("at", ["", "demain", "²", str(int(AT) + 90_000), "9" * 30])
def test_a_moment_nobody_can_believe_is_taken_for_now(at: str) -> None:
    reply(asked=f"?id=k1&at={at}")
    assert InboundMessage.objects.get().received_at == NOW


def taken(state: str) -> OutboxMessage:
    message = queued(carer().organization or pytest.fail("no house"))
    OutboxMessage.objects.update(state=state, provider="kannel", provider_id=named("offer:1"))
    return message


def state_after(*statuses: str) -> str:
    message = taken("sent")
    assert [notice(status).status_code for status in statuses] == [200] * len(statuses)
    return OutboxMessage.objects.get(pk=message.pk).state


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (("8",), "sent"),
        (("8", "1", "1"), "delivered"),
        (("8", "2"), "failed"),
        (("16",), "failed"),
        (("2", "1"), "delivered"),
    ],
)
def test_notices_are_kept_and_applied_in_any_order(statuses: Any, state: str) -> None:
    assert state_after(*statuses) == state


@pytest.mark.parametrize(
    "path", ["?cle=!!&etat=1", "?cle=&etat=1", "?cle=AA&etat=1", "?cle=b2ZmZXI6MQ&etat=4", ""]
)
def test_a_notice_about_nothing_is_refused(path: str) -> None:
    answer = Client().get(reverse("kannel-notice") + path, headers={"Authorization": basic()})
    assert answer.status_code == 400
    assert not Receipt.objects.exists()


def test_a_day_late_is_not_too_late() -> None:
    carer()
    late: datetime = NOW + timedelta(days=1)
    with clock.frozen(late):
        url = reverse("kannel-reply") + f"?id=k1&at={AT}"
        headers = {"Authorization": basic(), "X-Kannel-From": PHONE}
        Client().post(url, b"OUI 4821", content_type="text/plain", headers=headers)
    assert InboundMessage.objects.get().received_at == NOW
