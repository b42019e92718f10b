"""Words about an offer that is over: answered by what became of it, read by nobody."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.actions import answering
from maillon.apps.desk.models import Assignment, Need, Offer
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LATER = MORNING + timedelta(hours=2)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def lost(world: DeskWorld) -> Offer:
    """Claire said no, so Samira and others were asked; one of the others said yes."""
    situations.request_searching(world)
    asked_first = Offer.objects.get(responder=world.usual)
    actions.decline_offer(
        offer_id=asked_first.pk, reason="full", channel="sms", by=SYSTEM, now=MORNING + MINUTE
    )
    hers = Offer.objects.get(responder=world.zone[0])
    other = Offer.objects.get(responder=world.zone[1])
    actions.accept_offer(offer_id=other.pk, channel="sms", by=SYSTEM, now=MORNING + 5 * MINUTE)
    hers.refresh_from_db()
    assert hers.state == Offer.State.TAKEN
    return hers


def says(who: Responder, body: str, now: datetime = LATER) -> tuple[str | None, str]:
    """What came of her words, and the sentence that answers them."""
    inbound = InboundReply(uuid4(), who.phone_index, who.phone, body, now)
    outcome = answering.on_reply(inbound, now)
    told = OutboxMessage.objects.get(about_kind="inbound", about_id=inbound.inbound_id)
    return outcome, told.template


def read_by_somebody() -> bool:
    return Task.objects.open().filter(kind="desk.misread_words").exists()


@pytest.mark.parametrize("body", ["NON {code}", "{code} non en congés", "non {reference}", "non"])
def test_a_no_to_what_another_took_is_thanked_and_read_by_nobody(lost: Offer, body: str) -> None:
    body = body.format(code=lost.code, reference=lost.need.request.reference)
    assert says(lost.responder, body) == ("late", "declined")
    assert not read_by_somebody()


@pytest.mark.parametrize("body", ["OUI {code}", "oui"])
def test_a_yes_that_comes_second_is_told_that_somebody_came_first(lost: Offer, body: str) -> None:
    assert says(lost.responder, body.format(code=lost.code)) == ("late", "taken")
    assert Assignment.objects.filter(withdrawn_at=None).count() == 1
    assert not read_by_somebody()


def test_a_yes_to_a_need_given_up_is_told_that_nobody_is_needed(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    offer = Offer.objects.get(responder=world.usual)
    need = request.needs.get()
    actions.cancel_need(need_id=need.pk, reason="solved", by=world.by, now=LATER)
    assert says(world.usual, f"OUI {offer.code}", LATER) == ("late", "withdrawn")
    assert not read_by_somebody()


def test_a_yes_from_who_said_no_while_nobody_is_found_is_read_by_somebody(world: DeskWorld) -> None:
    situations.request_searching(world)
    offer = Offer.objects.get(responder=world.usual)
    assert says(world.usual, f"NON {offer.code}")[0] == "declined"
    assert offer.need.state == Need.State.SEARCHING
    assert says(world.usual, f"OUI {offer.code}")[0] in ("nothing_open", "unknown_code")
    assert read_by_somebody()


def test_a_word_of_another_telephone_tells_nothing_of_this_offer(
    world: DeskWorld, lost: Offer
) -> None:
    stranger = world.zone[2]
    Offer.objects.filter(responder=stranger).delete()
    assert says(stranger, f"NON {lost.code}") == ("nothing_open", "nothing_open")
    assert says(stranger, f"OUI {lost.need.request.reference}")[0] == "nothing_open"


@pytest.mark.parametrize("body", ["FAIT {code}", "fait", "c'est fait {code}", "OUI {code}"])
def test_done_said_again_is_done(world: DeskWorld, body: str) -> None:
    request = situations.request_to_call_back(world)
    offer = Offer.objects.get(responder=world.usual)
    soon = MORNING + timedelta(days=1, hours=1)
    assert says(world.usual, body.format(code=offer.code), soon) == ("late", "confirm_done")
    assert not read_by_somebody()
    assert Assignment.objects.get(need__request=request).begun_at == MORNING + timedelta(days=1)


@pytest.mark.parametrize("body", ["NON {code}", "ANNULE {code}", "non", "annule"])
def test_a_no_from_who_cares_for_somebody_is_read_by_somebody(world: DeskWorld, body: str) -> None:
    situations.request_to_call_back(world)
    offer = Offer.objects.get(responder=world.usual)
    soon = MORNING + timedelta(days=1, hours=1)
    assert says(world.usual, body.format(code=offer.code), soon)[0] != "late"
    assert read_by_somebody()
    assert Assignment.objects.filter(withdrawn_at=None).exists()


def test_a_month_later_her_code_is_nobody_s(lost: Offer) -> None:
    late = MORNING + timedelta(days=31)
    assert says(lost.responder, f"NON {lost.code}", late)[0] == "nothing_open"
