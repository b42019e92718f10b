"""« On vient à deux » : a cabinet takes several seats of a watch in one call, each with a name."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.actions import answering
from maillon.apps.desk.models import Assignment, Offer, Shift
from maillon.apps.desk.queries import links
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.messaging.models import OutboxMessage
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(minutes=5)
PHONE = "+33639980040"


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    with clock.frozen(SOON):
        yield


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def line(world: DeskWorld) -> Responder:
    people = (("Julie", "Roux"), ("Paul", "Martel"))
    return situations.cabinet("Cabinet fictif du Creux", "42207", PHONE, *people)


@pytest.fixture
def offer(world: DeskWorld, line: Responder) -> Offer:
    """Three nights, two nurses each; the cabinet is asked among others."""
    need = situations.nights(2, 3)
    situations.request_searching(world, **situations.for_ehpad(needs=(need,)))
    return Offer.objects.get(responder=line)


def night(number: int) -> Shift:
    return Shift.objects.get(number=number)


def seated() -> list[tuple[int, int, str]]:
    living = Assignment.objects.filter(withdrawn_at=None).select_related("shift")
    return sorted((one.shift.number, one.seat, one.comes) for one in living)


def answers(world: DeskWorld, client: Client, offer: Offer, **typed: object) -> int:
    client.force_login(world.agent)
    url = reverse("offer-desk-answer", args=[offer.pk])
    return client.post(url, {"answer": "accepted", **typed}).status_code


def says(body: str) -> str | None:
    line = Responder.objects.get(kind="cabinet")
    return answering.on_reply(InboundReply(uuid4(), line.phone_index, PHONE, body, SOON), SOON)


def two_for_two_nights(world: DeskWorld, offer: Offer, *names: str) -> None:
    first, second = names or ("", "")
    actions.accept_offer(
        offer_id=offer.pk, channel="call", by=world.by, now=SOON,
        shifts={night(1).pk, night(2).pk}, comes=first, others=(second,),
    )  # fmt: skip


def unbroken() -> None:
    assert {n for n, lines in check_all(SOON).items() if lines and not n.startswith("I7")} == set()


def test_one_gesture_notes_two_nurses_for_two_nights(
    world: DeskWorld, client: Client, offer: Offer
) -> None:
    ticked = [str(night(1).pk), str(night(2).pk)]
    assert answers(world, client, offer, shift=ticked, places="2", comes="julie, Paul") == 303
    assert seated() == [
        (1, 1, "Julie Roux"), (1, 2, "Paul Martel"), (2, 1, "Julie Roux"), (2, 2, "Paul Martel"),
    ]  # fmt: skip
    page = client.get(reverse("request", args=[offer.need.request_id])).content.decode()
    assert "pour 2 gardes, 4 places" in page.replace("\u00a0", " ")
    unbroken()


def test_a_number_without_names_seats_as_many(
    world: DeskWorld, client: Client, offer: Offer
) -> None:
    assert answers(world, client, offer, shift=[str(night(3).pk)], places="2", comes="") == 303
    assert seated() == [(3, 1, ""), (3, 2, "")]
    unbroken()


def test_the_sheet_asks_how_many_of_a_cabinet_only(
    world: DeskWorld, client: Client, offer: Offer
) -> None:
    Offer.objects.update(channel="call")
    client.force_login(world.agent)
    page = client.get(reverse("request", args=[offer.need.request_id])).content.decode()
    assert f"places-{offer.pk}" in page
    assert page.count("Combien viennent") == 1


def test_all_sit_or_nobody_does(world: DeskWorld, client: Client, offer: Offer) -> None:
    actions.place_carer(shift_id=night(2).pk, responder_id=world.zone[0].pk, by=world.by, now=SOON)
    ticked = [str(night(1).pk), str(night(2).pk)]
    assert answers(world, client, offer, shift=ticked, places="2", comes="") == 422
    assert [number for number, _, _ in seated()] == [2]
    unbroken()


def test_said_twice_it_changes_nothing(world: DeskWorld, offer: Offer) -> None:
    two_for_two_nights(world, offer, "Julie", "Paul")
    two_for_two_nights(world, offer, "Julie", "Paul")
    assert len(seated()) == 4


def test_one_nurse_s_own_line_takes_one_seat_a_night(world: DeskWorld, offer: Offer) -> None:
    own = Offer.objects.get(responder=world.zone[0])
    with pytest.raises(Refused, match="line_not_shared"):
        two_for_two_nights(world, own)
    assert seated() == []


def test_i3_two_hands_alike_are_refused_by_the_database(world: DeskWorld, offer: Offer) -> None:
    two_for_two_nights(world, offer)
    one = Assignment.objects.filter(hand=2).first()
    assert one
    one.pk, one.seat, one._state.adding = uuid4(), 9, True
    with pytest.raises(IntegrityError):
        one.save(force_insert=True)


def test_by_sms_who_gives_back_is_asked_her_name_and_her_colleague_stays(
    world: DeskWorld, offer: Offer
) -> None:
    two_for_two_nights(world, offer, "Julie", "Paul")
    assert says(f"ANNULE {offer.code} 2") == "which"
    assert OutboxMessage.objects.latest("created_at").template == "which_hand"
    assert len(seated()) == 4
    assert says(f"ANNULE {offer.code} 2 Paul") == "withdrawn"
    assert seated() == [
        (1, 1, "Julie Roux"), (1, 2, "Paul Martel"), (2, 1, "Julie Roux"),
    ]  # fmt: skip
    unbroken()


def test_on_the_link_each_seat_is_named_alone(world: DeskWorld, offer: Offer) -> None:
    two_for_two_nights(world, offer)
    viewer = LinkViewer("offer", offer.pk, offer.responder_id, "")
    page = links.offer_page(viewer, now=SOON)
    assert page.together
    assert [one.assignment_id for one in page.to_name] == [one.assignment_id for one in page.seats]
