"""A yes said on the telephone while an SMS waits, or comes late: one answer, and it stands."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.actions import answering
from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.actions.delivery import claim_due
from maillon.apps.messaging.actions.marking import put_back
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
CALLED = MORNING + timedelta(minutes=5)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def offer(world: DeskWorld) -> Offer:
    """Asked by SMS; the message is still in the outbox."""
    situations.request_searching(world)
    return Offer.objects.get(responder=world.usual)


def yes_by_telephone(world: DeskWorld, offer: Offer) -> None:
    kind = actions.accept_offer(offer_id=offer.pk, channel="call", by=world.by, now=CALLED).kind
    assert kind == "accepted"


def says(responder: Responder, body: str, now: datetime) -> str | None:
    reply = InboundReply(uuid4(), responder.phone_index, responder.phone, body, now)
    return answering.on_reply(reply, now)


def test_who_said_yes_on_the_telephone_is_not_asked_by_the_sms_that_waited(
    world: DeskWorld, offer: Offer
) -> None:
    asking = OutboxMessage.objects.get(about_kind="offer", about_id=offer.pk)
    assert asking.state == "queued"
    yes_by_telephone(world, offer)
    asking.refresh_from_db()
    assert asking.state == "cancelled"


def test_a_no_to_the_sms_that_came_late_takes_no_seat_back_and_somebody_reads_it(
    world: DeskWorld, offer: Offer
) -> None:
    OutboxMessage.objects.filter(about_id=offer.pk).update(state="sent", sent_at=CALLED)
    yes_by_telephone(world, offer)
    soon = CALLED + timedelta(minutes=9)
    assert says(world.usual, f"NON {offer.code}", soon) == "yes_stands"
    assert Assignment.objects.filter(withdrawn_at=None).count() == 1
    assert OutboxMessage.objects.latest("created_at").template == "yes_stands"
    assert Task.objects.open().filter(kind="desk.misread_words").count() == 1
    assert says(world.usual, f"ANNULE {offer.code}", soon) == "withdrawn"
    assert not Assignment.objects.filter(withdrawn_at=None).exists()


def test_a_no_long_after_her_yes_gives_the_seat_back(world: DeskWorld, offer: Offer) -> None:
    yes_by_telephone(world, offer)
    assert says(world.usual, f"NON {offer.code}", CALLED + timedelta(hours=2)) == "withdrawn"


def test_a_message_in_the_hands_of_a_gateway_that_is_down_is_not_tried_again_after_her_yes(
    world: DeskWorld, offer: Offer
) -> None:
    asking = OutboxMessage.objects.filter(about_kind="offer", about_id=offer.pk)
    claimed = claim_due(CALLED, limit=50)
    yes_by_telephone(world, offer)
    assert asking.get().state == "sending"
    for message in claimed:
        put_back(message, CALLED, wait=timedelta(seconds=20))
    assert asking.get().state == "cancelled"
    assert not claim_due(CALLED + timedelta(minutes=5), limit=50)


@pytest.mark.parametrize("body", ["ok les 2", "oui pour 2 nuits", "oui 1 et 3"])
def test_i12_words_that_count_take_nothing_from_the_only_place_left(
    world: DeskWorld, offer: Offer, body: str
) -> None:
    assert says(world.usual, body, CALLED) == "ask_clearly"
    assert not Assignment.objects.exists()
    assert says(world.usual, f"{body} {offer.code}", CALLED + timedelta(minutes=5)) == "accepted"


@pytest.mark.parametrize("body", ["oui", "ok demain 9h", "oui le 24/11"])
def test_a_yes_with_its_hour_or_its_day_is_a_yes(world: DeskWorld, offer: Offer, body: str) -> None:
    assert says(world.usual, body, CALLED) == "accepted"
