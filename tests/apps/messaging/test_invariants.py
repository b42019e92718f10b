"""Each invariant is quiet in a healthy world and names what breaks it."""

import pytest

from maillon.apps.directory.models import Organization
from maillon.apps.messaging import actions
from maillon.apps.messaging.invariants import INVARIANTS
from maillon.apps.messaging.models import InboundMessage, OptOut, OutboxMessage
from tests.apps.messaging.gateway import Gateway
from tests.apps.messaging.situations import NOW, after, queued, said

pytestmark = pytest.mark.django_db


def broken(seconds: float = 0) -> set[str]:
    """The first word of each invariant that does not hold at that moment."""
    return {name.split()[0] for name, found in INVARIANTS.items() if list(found(after(seconds)))}


@pytest.fixture
def sent(organization: Organization, gateway: Gateway) -> OutboxMessage:
    message = queued(organization)
    actions.deliver_due(NOW)
    return message


def test_a_healthy_world_is_quiet(sent: OutboxMessage, organization: Organization) -> None:
    queued(organization, key="later", not_before=after(7200))
    said("STOP", at=after(5))
    actions.deliver_due(after(6))
    assert broken(3600) == set()


def test_what_left_before_stop_left_before_it_though_the_clock_was_set_back(
    sent: OutboxMessage,
) -> None:
    said("STOP", at=after(-3600))
    actions.deliver_due(after(-3599))
    assert broken() == set()


@pytest.mark.parametrize("spoken", [True, False])
def test_what_a_gateway_had_taken_left_before_the_stop_that_came_while_nobody_knew(
    organization: Organization, gateway: Gateway, spoken: bool
) -> None:
    message = queued(organization)
    gateway.script = ["lost_after"]
    actions.deliver_due(NOW)
    if spoken:
        said("STOP", at=after(10))
    actions.deliver_due(after(61))
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("sent", after(10 if spoken else 61))
    assert gateway.keys().count(message.key) == 1
    assert broken(61) == set()


def test_words_put_in_by_hand_are_found(sent: OutboxMessage) -> None:
    OutboxMessage.objects.update(params={"name": "Fontaine"})
    assert broken() == {"SMS-1"}


def test_a_message_that_left_after_stop_is_found(sent: OutboxMessage) -> None:
    OptOut.objects.create(phone_index=sent.phone_index, since=after(-1))
    assert broken() == {"SMS-3"}


@pytest.mark.parametrize(
    "change",
    [{"provider_id": ""}, {"sent_at": None}, {"state": "delivered"}, {"state": "failed"}],
)
def test_a_state_without_its_proof_is_found(sent: OutboxMessage, change: dict[str, str]) -> None:
    OutboxMessage.objects.update(**change)
    assert broken() == {"I14"}


def test_a_worker_that_stopped_is_found(organization: Organization, gateway: Gateway) -> None:
    queued(organization)
    assert broken(14 * 60) == set()
    assert broken(16 * 60) == {"I7"}


def test_a_reply_nobody_applied_is_found(sent: OutboxMessage) -> None:
    said("OUI 4821")
    InboundMessage.objects.update(handled_at=None)
    assert broken(16 * 60) == {"I7"}
