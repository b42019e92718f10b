"""One number, several nurses: a yes is the cabinet's, who comes is asked, nothing is silent."""

from datetime import timedelta
from uuid import uuid4

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.actions import answering
from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.directory.models import Responder
from maillon.apps.journal.queries import story
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.messaging.models import OutboxMessage
from maillon.errors import NotFound
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(minutes=5)
PHONE = "+33639980040"


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def line(world: DeskWorld) -> Responder:
    people = (("Julie", "Roux"), ("Paul", "Martel"))
    return situations.cabinet("Cabinet fictif du Creux", "42207", PHONE, *people)


@pytest.fixture
def offer(world: DeskWorld, line: Responder) -> Offer:
    situations.request_searching(world, usual=(line.pk,))
    return Offer.objects.get(responder=line)


def says(line: Responder, body: str, minutes: int = 5) -> str | None:
    now = MORNING + timedelta(minutes=minutes)
    return answering.on_reply(InboundReply(uuid4(), line.phone_index, PHONE, body, now), now)


def answered(line: Responder) -> str:
    sent = OutboxMessage.objects.filter(phone_index=line.phone_index)
    return sent.latest("created_at").template


def held() -> Assignment:
    return Assignment.objects.get(withdrawn_at=None)


def test_a_yes_assigns_the_cabinet_and_asks_who_comes(line: Responder, offer: Offer) -> None:
    assert says(line, "OUI") == "accepted"
    assert (held().responder, held().comes) == (line, "")
    sent = OutboxMessage.objects.filter(phone_index=line.phone_index)
    assert "who_comes" in set(sent.values_list("template", flat=True))


def test_a_first_name_of_the_cabinet_says_who_comes(line: Responder, offer: Offer) -> None:
    assert says(line, f"OUI {offer.code} Julie") == "accepted"
    assert held().comes == "Julie Roux"


def test_a_name_nobody_has_there_is_asked_again(line: Responder, offer: Offer) -> None:
    says(line, f"OUI {offer.code} Sandrine")
    assert held().comes == ""
    assert says(line, f"OUI {offer.code} Paul", 6) == "named"
    assert held().comes == "Paul Martel"
    request = held().need.request
    assert "desk.named" in {entry.act for entry in story(SYSTEM, "request", request.pk)}


def test_a_second_name_changes_nothing_silently(line: Responder, offer: Offer) -> None:
    says(line, f"OUI {offer.code} Julie")
    assert says(line, f"OUI {offer.code} Paul", 6) == "line_holds"
    assert held().comes == "Julie Roux"
    assert answered(line) == "line_holds"


def test_a_no_after_a_colleague_s_yes_takes_nothing_back(line: Responder, offer: Offer) -> None:
    says(line, f"OUI {offer.code} Julie")
    assert says(line, f"NON {offer.code}", 6) == "line_holds"
    assert held().comes == "Julie Roux"
    assert answered(line) == "line_holds"


def test_giving_back_is_said_in_so_many_words(line: Responder, offer: Offer) -> None:
    says(line, f"OUI {offer.code} Julie")
    assert says(line, f"ANNULE {offer.code}", 6) == "withdrawn"
    assert not Assignment.objects.filter(withdrawn_at=None).exists()
    assert answered(line) == "given_back"


def test_a_yes_after_a_colleague_s_no_counts_while_nobody_took_it(
    line: Responder, offer: Offer
) -> None:
    assert says(line, f"NON {offer.code}") == "declined"
    assert says(line, f"OUI {offer.code} Paul", 6) == "accepted"
    assert held().comes == "Paul Martel"


def test_one_nurse_s_own_no_stays_a_no(world: DeskWorld) -> None:
    situations.request_searching(world)
    offer = Offer.objects.get(responder=world.usual)
    now = SOON
    for body in (f"NON {offer.code}", f"OUI {offer.code}"):
        reply = InboundReply(uuid4(), world.usual.phone_index, world.usual.phone, body, now)
        answering.on_reply(reply, now)
    assert not Assignment.objects.exists()


def test_two_say_yes_in_the_same_instant_and_the_cabinet_comes_once(
    line: Responder, offer: Offer
) -> None:
    both = [
        actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=SOON, comes=name).kind
        for name in ("Julie Roux", "Paul Martel")
    ]
    assert both == ["accepted", "already_yours"]
    assert held().comes == "Julie Roux"


def test_who_comes_is_the_line_s_own_word(line: Responder, offer: Offer) -> None:
    says(line, "OUI")
    stranger = situations.elsewhere()
    with pytest.raises(NotFound):
        actions.name_who_comes(assignment_id=held().pk, name="Julie", by=stranger.by, now=SOON)


@pytest.mark.parametrize("words", ["Julie", "julie", "c'est Julie qui vient", "Julie Roux"])
def test_who_comes_may_be_answered_by_the_name_alone(
    line: Responder, offer: Offer, words: str
) -> None:
    says(line, "OUI")
    assert says(line, words, 8) == "named"
    assert held().comes == "Julie Roux"
    assert answered(line) == "who_noted"


@pytest.mark.parametrize("words", ["Sophie", "Julie ou Paul", "on arrive", "Julie"])
def test_a_name_answers_nothing_where_nobody_asked_or_it_is_none_of_theirs(
    line: Responder, offer: Offer, words: str
) -> None:
    says(line, "OUI")
    if words == "Julie":
        says(line, f"OUI {offer.code} Paul", 6)
    before = held().comes
    assert says(line, words, 8) != "named"
    assert held().comes == before
