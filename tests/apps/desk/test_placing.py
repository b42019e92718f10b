"""An agent and one seat: somebody in it, somebody else in it, nobody any more."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.actions import answering
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest, Shift
from maillon.apps.desk.queries.board import board
from maillon.apps.desk.queries.sheet import request_sheet
from maillon.apps.desk.web.sheet_page import present
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    with clock.frozen(SOON):
        yield


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def request_(world: DeskWorld) -> ServiceRequest:
    """Two nurses for two nights: Samira holds both her seats."""
    need = situations.nights(2, 2)
    request = situations.request_searching(world, **situations.for_ehpad(needs=(need,)))
    offer = Offer.objects.get(responder=world.zone[0])
    shifts = set(Shift.objects.values_list("pk", flat=True))
    actions.accept_offer(offer_id=offer.pk, channel="link", by=SYSTEM, now=SOON, shifts=shifts)
    return request


def night(number: int) -> Shift:
    return Shift.objects.get(number=number)


def names(number: int) -> set[str]:
    living = Assignment.objects.filter(shift__number=number, withdrawn_at=None)
    return set(living.values_list("responder__name", flat=True))


def unbroken() -> None:
    assert {n for n, lines in check_all(SOON).items() if lines and not n.startswith("I7")} == set()


def test_an_agent_places_whoever_said_yes_on_the_phone(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    actions.place_carer(shift_id=night(1).pk, responder_id=world.landline.pk, by=world.by, now=SOON)
    assert names(1) == {"Samira Benali", "Odile Faure"}
    assert names(2) == {"Samira Benali"}
    assert Need.objects.get().state == "searching"
    unbroken()


def test_a_carer_is_replaced_on_one_seat_and_told_nobody_else_is_asked(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    asked = Offer.objects.count()
    held = Assignment.objects.get(shift=night(2), withdrawn_at=None)
    actions.place_carer(
        shift_id=night(2).pk, responder_id=world.landline.pk, instead_of=held.pk,
        by=world.by, now=SOON,
    )  # fmt: skip
    assert (names(1), names(2)) == ({"Samira Benali"}, {"Odile Faure"})
    assert Offer.objects.count() == asked + 1
    told = OutboxMessage.objects.filter(phone_index=world.zone[0].phone_index)
    assert "seat_replaced" in set(told.values_list("template", flat=True))
    unbroken()


def test_a_replacement_in_a_full_need_owes_the_requester_the_new_name(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    for number in (1, 2):
        actions.place_carer(
            shift_id=night(number).pk, responder_id=world.zone[1].pk, by=world.by, now=SOON
        )
    situations.answer_callbacks(world, request_, SOON)
    held = Assignment.objects.get(shift=night(1), responder=world.zone[0], withdrawn_at=None)
    actions.place_carer(
        shift_id=night(1).pk, responder_id=world.landline.pk, instead_of=held.pk,
        by=world.by, now=SOON,
    )  # fmt: skip
    assert Need.objects.get().state == "found"
    assert Callback.objects.filter(kind="found", closed_at=None).count() == 1
    unbroken()


def asked_about_one_night(world: DeskWorld) -> Offer:
    """She is asked by SMS about night 2 alone; her message still waits."""
    offer = Offer.objects.get(responder=world.zone[2], state="open")
    Offer.objects.filter(pk=offer.pk).update(shift=night(2))
    return offer


def test_placed_elsewhere_while_her_question_waits_she_is_asked_nothing_more(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    offer = asked_about_one_night(world)
    asking = OutboxMessage.objects.get(about_kind="offer", about_id=offer.pk)
    assert asking.state == "queued"
    actions.place_carer(shift_id=night(1).pk, responder_id=world.zone[2].pk, by=world.by, now=SOON)
    asking.refresh_from_db()
    assert asking.state == "cancelled"
    unbroken()


def test_the_code_of_the_question_she_was_sent_still_names_what_she_took_by_telephone(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    offer = asked_about_one_night(world)
    nurse = world.zone[2]
    OutboxMessage.objects.filter(about_id=offer.pk).update(state="delivered", sent_at=SOON)
    actions.place_carer(shift_id=night(1).pk, responder_id=nurse.pk, by=world.by, now=SOON)
    later = SOON + timedelta(minutes=4)
    words = InboundReply(uuid4(), nurse.phone_index, nurse.phone, f"OUI {offer.code}", later)
    assert answering.on_reply(words, later) == "already_yours"
    assert not Task.objects.open().filter(kind="desk.misread_words").exists()
    assert nurse.name in names(1)


def test_nobody_is_placed_twice_in_a_night(world: DeskWorld, request_: ServiceRequest) -> None:
    with pytest.raises(Refused, match="carer_busy"):
        actions.place_carer(
            shift_id=night(1).pk, responder_id=world.zone[0].pk, by=world.by, now=SOON
        )


def test_a_full_night_takes_nobody_more(world: DeskWorld, request_: ServiceRequest) -> None:
    actions.place_carer(shift_id=night(1).pk, responder_id=world.zone[1].pk, by=world.by, now=SOON)
    with pytest.raises(Refused, match="shift_full"):
        actions.place_carer(
            shift_id=night(1).pk, responder_id=world.zone[2].pk, by=world.by, now=SOON
        )
    assert names(1) == {"Samira Benali", "Jeanne Perrin"}


def test_the_same_right_elsewhere_places_nobody(world: DeskWorld, request_: ServiceRequest) -> None:
    stranger = situations.elsewhere()
    with pytest.raises(NotFound):
        actions.place_carer(
            shift_id=night(1).pk, responder_id=world.zone[1].pk, by=stranger.by, now=SOON
        )
    with pytest.raises(NotFound):
        actions.give_up_seats(need_id=Need.objects.get().pk, by=stranger.by, now=SOON)


def test_giving_up_the_free_seats_keeps_those_who_come(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    actions.give_up_seats(need_id=Need.objects.get().pk, by=world.by, now=SOON)
    assert Need.objects.get().state == "found"
    assert set(Shift.objects.values_list("seats", flat=True)) == {1}
    assert Callback.objects.filter(kind="found", closed_at=None).exists()
    assert not Offer.objects.filter(state="open").exists()
    unbroken()


def test_what_nobody_holds_is_given_up_as_a_need(world: DeskWorld) -> None:
    need = situations.nights(2, 2)
    situations.request_searching(world, **situations.for_ehpad(needs=(need,)))
    with pytest.raises(Refused, match="nothing_held"):
        actions.give_up_seats(need_id=Need.objects.get().pk, by=world.by, now=SOON)


def test_the_board_and_the_sheet_count_the_seats(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    lanes = board(world.by, world.desk.pk, now=SOON).lanes
    (card,) = (card for lane in lanes for card in lane.cards)
    assert card.note.replace("\u00a0", " ").startswith("2 places sur 4")
    page = present(request_sheet(world.by, request_.pk, SOON), SOON)
    grid = page.needs[0].grid
    assert grid is not None
    assert (grid.words, grid.free, len(grid.rows)) == ("2 places sur 4", 2, 2)
    assert [seat.words for seat in grid.rows[0].seats][-1] == "libre"
    assert page.sheet.person is None


def test_at_the_deadline_the_script_says_what_is_found_and_what_is_missing(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    found_by = Need.objects.get().found_by
    assert found_by
    actions.not_found_yet({"need": str(Need.objects.get().pk)}, found_by)
    page = present(request_sheet(world.by, request_.pk, found_by), found_by)
    script = next(call.script for call in page.calls if call.card.kind == "not_found_yet")
    said = " ".join(script.words).replace("\u00a0", " ")
    assert "2 places prises sur 4." in said
    assert "Mardi 1er décembre, 20 h 00 – 8 h 00 : Samira Benali." in said
    assert "Il manque 1 personne, mercredi 2 décembre, 20 h 00 – 8 h 00." in said


def test_by_name_on_the_page_one_takes_the_seat_and_several_are_asked_back(
    world: DeskWorld, request_: ServiceRequest, client: Client
) -> None:
    client.force_login(world.agent)
    url = reverse("shift-place", args=[night(1).pk])
    assert client.post(url, {"responder_text": "personne de connu"}).status_code == 422
    assert client.post(url, {"responder_text": "Perrin"}).status_code == 303
    assert names(1) == {"Samira Benali", "Jeanne Perrin"}


def test_a_yes_on_the_phone_says_which_nights(
    world: DeskWorld, request_: ServiceRequest, client: Client
) -> None:
    client.force_login(world.agent)
    offer = Offer.objects.get(responder=world.zone[1])
    url = reverse("offer-desk-answer", args=[offer.pk])
    vague = client.post(url, {"answer": "accepted"})
    assert vague.status_code == 422
    assert "Cochez celles" in vague.content.decode()
    assert client.post(url, {"answer": "accepted", "shift": [str(night(2).pk)]}).status_code == 303
    assert names(2) == {"Samira Benali", "Jeanne Perrin"}
