"""SMS-5: receipts are kept, applied once, in whatever order they come."""

import itertools
from typing import Literal

import pytest

from maillon.apps.directory.models import Organization
from maillon.apps.messaging import actions, handlers
from maillon.apps.messaging.models import OutboxMessage, Receipt
from tests.apps.messaging.gateway import Gateway
from tests.apps.messaging.situations import NOW, after, queued, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
Status = Literal["delivered", "failed"]


@pytest.fixture
def told() -> list[str]:
    """What handlers heard, in order."""
    heard: list[str] = []
    handlers.on_delivered(lambda delivery, now: heard.append("delivered"))
    handlers.on_failed(lambda delivery, now: heard.append(delivery.error))
    return heard


def sent(organization: Organization) -> OutboxMessage:
    message = queued(organization)
    actions.deliver_due(NOW)
    return message


def receipt(status: Status, provider_id: str = "g-offer:1", key: str = "") -> bool:
    return actions.record_receipt("essai", provider_id, status, after(60), key=key)


def test_a_receipt_three_times_is_one_delivery(
    organization: Organization, gateway: Gateway, told: list[str]
) -> None:
    message = sent(organization)
    assert [receipt("delivered") for _ in range(3)] == [True, False, False]
    assert (state_of(message), told) == ("delivered", ["delivered"])
    assert OutboxMessage.objects.get().delivered_at == after(60)
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("order", list(itertools.permutations(["delivered", "failed"])))
def test_delivered_wins_in_whatever_order_they_come(
    organization: Organization, gateway: Gateway, told: list[str], order: tuple[Status, Status]
) -> None:
    message = sent(organization)
    for status in order:
        receipt(status)
    assert state_of(message) == "delivered"
    assert told == (["delivered"] if order[0] == "delivered" else ["not_delivered", "delivered"])


def test_an_undelivered_message_is_told(
    organization: Organization, gateway: Gateway, told: list[str]
) -> None:
    message = sent(organization)
    receipt("failed")
    assert (state_of(message), told) == ("failed", ["not_delivered"])


def test_a_receipt_that_comes_before_we_know_waits(
    organization: Organization, gateway: Gateway, told: list[str]
) -> None:
    message = queued(organization)
    gateway.before = lambda key: waiting.append(receipt("delivered"))
    waiting: list[bool] = []
    actions.deliver_due(NOW)
    assert (waiting, state_of(message), told) == ([True], "delivered", ["delivered"])


def test_a_receipt_by_our_key_finds_the_message_whose_answer_was_lost(
    organization: Organization, gateway: Gateway, told: list[str]
) -> None:
    message = queued(organization)
    gateway.memory, gateway.script = False, ["lost_after"]
    actions.deliver_due(NOW)
    actions.deliver_due(after(100))
    assert told == ["unknown_outcome"]
    receipt("delivered", key="offer:1")
    assert (state_of(message), told[-1]) == ("delivered", "delivered")


def test_a_receipt_for_nothing_of_ours_changes_nothing(
    organization: Organization, gateway: Gateway, told: list[str]
) -> None:
    sent(organization)
    receipt("failed", provider_id="somebody-else")
    assert told == []


def test_a_receipt_that_could_not_be_applied_is_applied_at_the_next_turn(
    organization: Organization, gateway: Gateway
) -> None:
    heard: list[int] = []

    def unready(delivery: handlers.Delivery, now: object) -> None:
        heard.append(len(heard))
        if len(heard) == 1:
            raise RuntimeError

    handlers.on_delivered(unready)
    message = sent(organization)
    receipt("delivered")
    assert state_of(message) == "sent"
    actions.deliver_due(after(61))
    actions.deliver_due(after(62))
    assert (state_of(message), heard) == ("delivered", [0, 1])
