"""I14: a message leaves if and only if its row was committed, and nothing is sent twice by us."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.apps.directory.models import Organization
from maillon.apps.messaging import actions, handlers, providers
from maillon.apps.messaging.actions.delivery import LEASE
from maillon.apps.messaging.models import OptOut, OutboxMessage
from maillon.apps.messaging.providers import Sent, Temporary
from maillon.errors import Refused
from maillon.kernel import clock
from tests.apps.messaging.gateway import Gateway, PowerCut
from tests.apps.messaging.situations import NOW, OFFER, OTHER_PHONE, PHONE, after, queued, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
WORDS = ["ok", "temporary", "permanent", "killed_before", "killed_after", "lost_before"]


def deliver(seconds: float = 0) -> int:
    """One turn of the worker, at that moment; a power cut ends the turn."""
    try:
        return actions.deliver_due(after(seconds))
    except PowerCut:
        return -1


def deliver_until_quiet(step: float = 300, turns: int = 60) -> None:
    for turn in range(turns):
        deliver(turn * step)
        if not OutboxMessage.objects.filter(state__in=("queued", "sending")).exists():
            return
    raise AssertionError("the outbox never came to rest")


def test_a_queued_message_leaves_once_with_its_text(
    organization: Organization, gateway: Gateway
) -> None:
    message = queued(organization)
    deliver()
    deliver(1)
    [(phone, text, key)] = gateway.accepted
    assert (phone, key) == (message.phone, "offer:1")
    assert text.startswith("Maillon Gier : demande 1123-014")
    sent = OutboxMessage.objects.get()
    assert (sent.state, sent.provider, sent.provider_id) == ("sent", "essai", "g-offer:1")
    assert sent.sent_at == NOW


def test_a_message_whose_transaction_failed_never_leaves(
    organization: Organization, gateway: Gateway
) -> None:
    with transaction.atomic():
        queued(organization)
        transaction.set_rollback(True)
    deliver()
    assert gateway.accepted == []


def test_the_same_key_is_one_message(organization: Organization, gateway: Gateway) -> None:
    first = queued(organization)
    again = queued(organization, params={**OFFER, "code": "9999"})
    assert again.pk == first.pk
    assert again.params["code"] == "4821"


def test_what_is_no_telephone_is_refused(organization: Organization) -> None:
    with pytest.raises(Refused, match="sms_phone"):
        queued(organization, phone="36180")


def test_a_message_waits_for_its_hour(organization: Organization, gateway: Gateway) -> None:
    queued(organization, not_before=after(3600))
    deliver(3599)
    assert gateway.accepted == []
    deliver(3600)
    assert gateway.keys() == ["offer:1"]


def test_what_has_not_left_can_be_taken_back(organization: Organization, gateway: Gateway) -> None:
    thing = uuid.uuid4()
    queued(organization, key="a", about=("offer", thing))
    queued(organization, key="b", about=("offer", uuid.uuid4()))
    assert actions.cancel_about("offer", thing, NOW, templates={"taken"}) == 0
    assert actions.cancel_about("offer", thing, NOW) == 1
    deliver()
    assert gateway.keys() == ["b"]


def test_sending_is_committed_before_the_gateway_is_called(
    organization: Organization, gateway: Gateway
) -> None:
    message = queued(organization)
    gateway.before = lambda key: seen.append(state_of(message))
    seen: list[str] = []
    deliver()
    assert seen == ["sending"]


def test_a_temporary_refusal_is_tried_again_later_and_not_for_ever(
    organization: Organization, gateway: Gateway
) -> None:
    message, told = queued(organization), list[handlers.Delivery]()
    handlers.on_failed(lambda delivery, now: told.append(delivery))
    gateway.script = ["temporary"] * 20
    deliver()
    deliver(1)
    assert (gateway.calls, state_of(message)) == (1, "queued")
    deliver_until_quiet()
    assert (gateway.calls, state_of(message)) == (8, "failed")
    assert [delivery.error for delivery in told] == ["busy"]


def test_a_definite_refusal_is_told_at_once(organization: Organization, gateway: Gateway) -> None:
    thing, told = uuid.uuid4(), list[handlers.Delivery]()
    message = queued(organization, about=("offer", thing))
    handlers.on_failed(lambda delivery, now: told.append(delivery))
    gateway.script = ["permanent"]
    deliver()
    assert told == [
        handlers.Delivery(
            message.id, "offer", ("offer", thing), message.phone_index, "no_such_number"
        )
    ]
    assert OutboxMessage.objects.get().error == "no_such_number"


@pytest.mark.parametrize("word", ["killed_after", "lost_after", "bug"])
def test_a_lost_answer_is_asked_by_key_and_never_sent_blindly(
    organization: Organization, gateway: Gateway, word: str
) -> None:
    message = queued(organization)
    gateway.script = [word]
    deliver()
    assert state_of(message) == "sending"
    deliver(10)
    assert gateway.calls == 1
    deliver(LEASE.total_seconds() + 1)
    deliver(LEASE.total_seconds() + 2)
    assert gateway.keys() == ["offer:1"]
    assert state_of(message) == "sent"


@pytest.mark.parametrize("word", ["killed_before", "lost_before"])
def test_what_the_gateway_never_saw_is_sent_again(
    organization: Organization, gateway: Gateway, word: str
) -> None:
    message = queued(organization)
    gateway.script = [word]
    deliver()
    deliver(LEASE.total_seconds() + 1)
    deliver(LEASE.total_seconds() + 2)
    assert (gateway.keys(), state_of(message)) == (["offer:1"], "sent")


def test_where_nobody_can_know_it_is_told_and_not_sent_again(
    organization: Organization, gateway: Gateway
) -> None:
    told: list[str] = []
    handlers.on_failed(lambda delivery, now: told.append(delivery.error))
    queued(organization)
    gateway.memory, gateway.script = False, ["killed_after"]
    deliver()
    deliver_until_quiet()
    assert (gateway.calls, told) == (1, ["unknown_outcome"])


def test_a_bad_row_does_not_stop_the_others(organization: Organization, gateway: Gateway) -> None:
    bad, good = queued(organization, key="bad"), queued(organization, key="good")
    OutboxMessage.objects.filter(pk=bad.pk).update(params={"name": "Fontaine"})
    deliver()
    assert (state_of(bad), state_of(good)) == ("failed", "sent")
    assert OutboxMessage.objects.get(pk=bad.pk).error == "not_closed"


def test_a_handler_that_fails_is_told_again(organization: Organization, gateway: Gateway) -> None:
    told: list[int] = []

    def unready(delivery: handlers.Delivery, now: object) -> None:
        told.append(len(told))
        if len(told) == 1:
            raise RuntimeError

    handlers.on_failed(unready)
    message = queued(organization)
    gateway.script = ["permanent", "permanent"]
    deliver()
    assert state_of(message) == "sending"
    deliver_until_quiet()
    assert (state_of(message), told) == ("failed", [0, 1])


def test_nothing_leaves_for_a_phone_that_said_stop_save_the_word_that_says_so(
    organization: Organization, gateway: Gateway
) -> None:
    waiting = queued(organization)
    OptOut.objects.create(phone_index=waiting.phone_index, since=NOW)
    refused = actions.queue(
        template="start_done", params={}, phone=waiting.phone,
        organization_id=organization.id, key="other", now=NOW,
    )  # fmt: skip
    assert refused is None
    queued(organization, template="stop_done", params={}, secret="", key="stop")
    queued(organization, phone=OTHER_PHONE, key="neighbour")
    deliver()
    assert sorted(gateway.keys()) == ["neighbour", "stop"]
    assert OutboxMessage.objects.get(pk=waiting.pk).error == "opted_out"


def test_an_automatic_responder_is_answered_three_times_an_hour(
    organization: Organization,
) -> None:
    def answered(seconds: float) -> bool:
        message = actions.queue(
            template="not_understood", params={}, phone=PHONE, key=f"answer:{seconds}",
            organization_id=organization.id, now=after(seconds),
        )  # fmt: skip
        return message is not None

    assert [answered(s) for s in (0, 200, 400, 600, 3601)] == [True, True, True, False, True]


def test_a_slow_gateway_does_not_outlive_the_lease(
    organization: Organization, gateway: Gateway
) -> None:
    for number in range(4):
        queued(organization, key=f"offer:{number}")
    moments = iter(NOW + timedelta(seconds=s) for s in (0, 0, 30, 45, 60, 75))
    clock.set_source(lambda: next(moments))
    try:
        deliver()
    finally:
        clock.set_source(None)
    assert len(gateway.keys()) == 2
    assert OutboxMessage.objects.filter(state="queued", attempts=0).count() == 2


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    scripts=st.lists(st.sampled_from([*WORDS, "lost_after", "bug"]), max_size=14),
    count=st.integers(1, 5),
    memory=st.booleans(),
)
def test_whatever_happens_each_message_comes_to_rest_and_none_is_sent_twice(
    organization: Organization, gateway: Gateway, scripts: list[str], count: int, memory: bool
) -> None:
    OutboxMessage.objects.all().delete()
    gateway.accepted, gateway.script, gateway.memory = [], list(scripts), memory
    told = list[handlers.Delivery]()
    handlers.failed_handlers[:] = [lambda delivery, now: told.append(delivery)]
    for number in range(count):
        queued(organization, key=f"k{number}")
    deliver_until_quiet()
    rows = {row.key: row for row in OutboxMessage.objects.all()}
    assert len(gateway.keys()) == len(set(gateway.keys()))
    sent = {key for key, row in rows.items() if row.state == "sent"}
    unknown = {key for key, row in rows.items() if row.error == "unknown_outcome"}
    assert sent <= set(gateway.keys()) <= sent | unknown
    assert unknown == set() or not memory
    assert {delivery.outbox_id for delivery in told} == {
        row.id for row in rows.values() if row.state == "failed"
    }


class WideGateway(Gateway):
    """Bears several calls at once; each waits until another has come, as on a slow line."""

    at_once = 4

    def __init__(self) -> None:
        super().__init__()
        self.together = threading.Barrier(2, timeout=10)

    def send(self, phone: str, text: str, key: str) -> Sent:
        self.together.wait()
        if key.endswith(("1", "2")):
            raise Temporary("busy")
        self.accepted.append((phone, text, key))
        return Sent(self.name_of(key))


def test_a_gateway_that_bears_it_is_called_several_times_at_once(
    organization: Organization, gateway: Gateway
) -> None:
    wide = WideGateway()
    providers.use(wide)
    for number in range(8):
        queued(organization, key=f"offer:{number}")
    deliver()
    assert sorted(wide.keys()) == [f"offer:{number}" for number in (0, 3, 4, 5, 6, 7)]
    rows = dict(OutboxMessage.objects.values_list("key", "state"))
    assert {key for key, state in rows.items() if state == "queued"} == {"offer:1", "offer:2"}
    named = OutboxMessage.objects.filter(state="sent").values_list("key", "provider_id")
    assert dict(named) == {key: Gateway.name_of(key) for _, _, key in wide.accepted}
