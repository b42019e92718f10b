"""Several carers for several watches: seats, partial fill, replacements, memory (I3, I10, I13)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.actions import answering
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest, Wave
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(minutes=5)
NIGHT = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)  # the evening before the first night
FIRST = datetime(2026, 12, 1, 19, tzinfo=UTC)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def searching(world: DeskWorld, seats: int = 2, nights: int = 3, **changes: Any) -> ServiceRequest:
    asked = situations.for_ehpad(needs=(situations.nights(seats, nights),), **changes)
    return situations.request_searching(world, **asked)


def need_of(request: ServiceRequest) -> Need:
    return Need.objects.get(request=request)


def says(responder: Responder, body: str, now: datetime = SOON) -> str | None:
    reply = InboundReply(uuid4(), responder.phone_index, responder.phone, body, now)
    return answering.on_reply(reply, now)


def last_sent(responder: Responder) -> OutboxMessage:
    sent = OutboxMessage.objects.filter(phone_index=responder.phone_index)
    return sent.order_by("created_at", "pk").latest("created_at")


def held(request: ServiceRequest) -> list[tuple[int, int, str]]:
    living = Assignment.objects.filter(need__request=request, withdrawn_at=None)
    rows = living.order_by("shift__number", "seat")
    return list(rows.values_list("shift__number", "seat", "responder__name"))


def broken(now: datetime) -> set[str]:
    return {name for name, lines in check_all(now).items() if lines and not name.startswith("I7")}


def take_all(request: ServiceRequest, responder: Responder, now: datetime = SOON) -> None:
    offer = Offer.objects.get(need__request=request, responder=responder)
    shifts = set(offer.need.shifts.values_list("pk", flat=True))
    actions.accept_offer(offer_id=offer.pk, channel="link", by=SYSTEM, now=now, shifts=shifts)


def test_a_request_for_an_establishment_has_no_person(world: DeskWorld) -> None:
    request = searching(world)
    assert (request.patient_id, request.agreement) == (None, "")
    assert request.establishment == "EHPAD fictif Les Tilleuls"
    assert [s.seats for s in need_of(request).shifts.order_by("number")] == [2, 2, 2]
    assert not broken(MORNING)


def test_i12_a_bare_yes_to_several_nights_takes_none_and_asks_which(world: DeskWorld) -> None:
    request = searching(world)
    nurse = world.zone[0]
    assert says(nurse, "Oui") == "which"
    assert held(request) == []
    asked = last_sent(nurse)
    assert (asked.template, asked.params["word"]) == ("which_watch", "OUI")
    assert asked.params["watches"][0] == "1:2026-12-01T20:00/08:00"


def test_a_yes_with_its_number_takes_that_night_only(world: DeskWorld) -> None:
    request = searching(world)
    code = Offer.objects.get(responder=world.zone[0]).code
    assert says(world.zone[0], f"OUI {code} 2") == "accepted"
    assert held(request) == [(2, 1, "Samira Benali")]
    assert need_of(request).state == "searching"
    assert not broken(SOON)


@pytest.mark.parametrize(
    "words", ["pour 2 nuits", "2 nuits", "les 2", "du 1 au 3", "1 à 3", "le 2"]
)
def test_i12_words_that_count_or_reach_assign_no_night_and_ask_which(
    world: DeskWorld, words: str
) -> None:
    request = searching(world)
    code = Offer.objects.get(responder=world.zone[0]).code
    assert says(world.zone[0], f"OUI {code} {words}") == "which"
    assert held(request) == []
    assert last_sent(world.zone[0]).template == "which_watch"


def test_i12_the_last_free_night_is_not_given_to_who_named_others(world: DeskWorld) -> None:
    request = searching(world, seats=1)
    offer = Offer.objects.get(responder=world.zone[1])
    says(world.zone[1], f"OUI {offer.code} 1 et 2")
    code = Offer.objects.get(responder=world.zone[0]).code
    assert says(world.zone[0], f"OUI {code} du 1 au 2") == "which"
    assert {number for number, _, _ in held(request)} == {1, 2}


def test_i12_giving_back_a_night_she_does_not_hold_or_a_number_of_nights_frees_nothing(
    world: DeskWorld,
) -> None:
    request = searching(world)
    nurse = world.zone[0]
    says(nurse, "oui 1 et 3")
    for words in ("je ne peux plus la 2", "j'annule 2 nuits", "je ne peux plus les 2"):
        assert says(nurse, words, NIGHT) == "which"
    assert {number for number, _, _ in held(request)} == {1, 3}
    assert says(nurse, "je ne peux plus la 1", NIGHT) == "withdrawn"
    assert says(nurse, "je ne peux plus la 1", NIGHT) == "which"
    assert {number for number, _, _ in held(request)} == {3}


def test_i3_a_nurse_takes_one_seat_a_night_however_often_she_says_it(world: DeskWorld) -> None:
    request = searching(world)
    assert says(world.zone[0], "oui 2") == "accepted"
    assert says(world.zone[0], "oui 2") == "already_yours"
    assert says(world.zone[0], "oui 1 et 2") == "accepted"
    assert held(request) == [(1, 1, "Samira Benali"), (2, 1, "Samira Benali")]


def test_nobody_stands_in_two_watches_at_the_same_hours(world: DeskWorld) -> None:
    first, second = searching(world), searching(world, duplicate_seen=True)
    nurse = world.zone[0]
    take_all(first, nurse)
    offer = Offer.objects.get(need__request=second, responder=nurse)
    answer = actions.accept_offer(
        offer_id=offer.pk, channel="sms", by=SYSTEM, now=SOON,
        shifts=set(need_of(second).shifts.values_list("pk", flat=True)),
    )  # fmt: skip
    assert answer.kind == "taken"
    assert held(second) == []
    assert not broken(SOON)


def test_the_need_is_found_with_its_last_seat_and_the_requester_hears_once(
    world: DeskWorld,
) -> None:
    request = searching(world, seats=2, nights=2)
    take_all(request, world.zone[0])
    assert not Callback.objects.filter(request=request, kind="found").exists()
    take_all(request, world.zone[1])
    assert need_of(request).state == "found"
    assert Callback.objects.filter(request=request, kind="found", closed_at=None).count() == 1
    others = Offer.objects.filter(need__request=request, responder=world.zone[2])
    assert others.get().state == "taken"
    assert not broken(SOON)


def test_at_the_deadline_the_requester_is_owed_what_is_missing(world: DeskWorld) -> None:
    request = searching(world)
    take_all(request, world.zone[0])
    found_by = need_of(request).found_by
    assert found_by
    jobs.run_due(found_by + timedelta(minutes=1))
    owed = Callback.objects.filter(request=request, kind="not_found_yet", closed_at=None)
    assert owed.count() == 1


def test_no_details_are_owed_where_no_person_lives(world: DeskWorld) -> None:
    request = searching(world)
    take_all(request, world.zone[0])
    assert not Callback.objects.filter(request=request, kind="give_details").exists()
    one = Assignment.objects.filter(need__request=request).first()
    assert one
    assert one.details_given_at == SOON
    assert last_sent(world.zone[0]).template == "accepted_watches"


def full(world: DeskWorld) -> ServiceRequest:
    """Two nurses, three nights: all six seats held, the requester told."""
    request = searching(world)
    for nurse in world.zone[:2]:
        take_all(request, nurse)
    situations.answer_callbacks(world, request, SOON)
    return request


def test_i13_she_who_gives_one_night_back_keeps_the_others(world: DeskWorld) -> None:
    request = full(world)
    assert says(world.zone[0], "je ne peux plus", NIGHT) == "which"
    assert says(world.zone[0], "je ne peux plus la 2", NIGHT) == "withdrawn"
    names = [(number, name) for number, _, name in held(request)]
    assert (2, "Samira Benali") not in names
    assert {(1, "Samira Benali"), (3, "Samira Benali")} <= set(names)
    owed = Callback.objects.filter(request=request, closed_at=None)
    assert {"not_found_yet"} <= set(owed.values_list("kind", flat=True))
    assert not broken(NIGHT)


def test_i13_at_night_nobody_is_woken_and_the_morning_asks_whoever_did_not_give_it_back(
    world: DeskWorld,
) -> None:
    request = full(world)
    says(world.zone[0], "je ne peux plus la 2", NIGHT)
    assert not Offer.objects.filter(need__request=request, state="open").exists()
    planned = Wave.objects.get(need__request=request, opened_at=None)
    assert planned.opens_at == datetime(2026, 12, 1, 6, tzinfo=UTC)  # 7:00 at the desk
    jobs.run_due(planned.opens_at)
    asked = Offer.objects.filter(need__request=request, state="open")
    assert {offer.responder for offer in asked} == {world.zone[2], world.usual}
    assert {offer.shift and offer.shift.number for offer in asked} == {2}


def test_a_replacement_for_this_very_night_goes_to_the_call_list_at_once(
    world: DeskWorld,
) -> None:
    request = full(world)
    late = FIRST + timedelta(hours=2)  # 22:00, the first night has begun
    says(world.zone[0], "je ne peux plus 1", late)
    listed = Offer.objects.filter(need__request=request, state="open")
    assert set(listed.values_list("channel", flat=True)) == {"call"}
    assert world.zone[0] not in {offer.responder for offer in listed}


def test_who_refused_is_not_asked_again_at_once(world: DeskWorld) -> None:
    request = searching(world)
    assert says(world.zone[2], "non") == "declined"
    for nurse in world.zone[:2]:
        take_all(request, nurse)
    says(world.zone[0], "je ne peux plus la 2", SOON + timedelta(hours=1))
    again = Offer.objects.filter(need__request=request, state="open")
    assert world.zone[2] not in {offer.responder for offer in again}


def test_each_seat_is_proved_alone_and_the_last_one_begins_the_need(world: DeskWorld) -> None:
    request = full(world)
    at = FIRST + timedelta(minutes=20)
    for night in range(3):
        for nurse in world.zone[:2]:
            assert need_of(request).state == "found"
            assert says(nurse, "fait", at + timedelta(days=night)) == "begun"
    assert need_of(request).state == "begun"
    assert Callback.objects.filter(request=request, kind="care_begun", closed_at=None).exists()
    assert not broken(at + timedelta(days=3))


def test_care_of_a_night_to_come_has_not_begun(world: DeskWorld) -> None:
    full(world)
    assert says(world.zone[0], "fait", NIGHT) == "too_early"
    assert not Assignment.objects.filter(begun_at__isnull=False).exists()


def test_she_is_asked_for_her_proof_once_the_watch_has_begun(world: DeskWorld) -> None:
    full(world)
    jobs.run_due(FIRST)
    assert last_sent(world.zone[0]).template != "confirm_care"
    jobs.run_due(FIRST + timedelta(minutes=15))
    assert last_sent(world.zone[0]).template == "confirm_care"


@pytest.mark.parametrize("words", ["oui les 2", "ok du 1 au 3", "oui pour 2 nuits", "oui 7"])
def test_i12_words_that_count_take_nothing_where_one_night_of_several_is_asked_about(
    world: DeskWorld, words: str
) -> None:
    """She may speak of nights she was told of before; « oui 2 » names the one that is left."""
    request = full(world)
    says(world.zone[0], "je ne peux plus la 2", SOON + timedelta(hours=1))
    asked = Offer.objects.get(need__request=request, responder=world.zone[2], state="open")
    assert asked.shift is not None
    assert says(world.zone[2], words, SOON + timedelta(hours=2)) == "ask_clearly"
    assert len(held(request)) == 5
    assert says(world.zone[2], "oui 2", SOON + timedelta(hours=3)) == "accepted"
    assert (2, 1, "Hugo Lacroix") in held(request)


def test_a_night_already_stood_is_not_struck_off_when_the_others_are_given_up(
    world: DeskWorld,
) -> None:
    request = searching(world, seats=1, nights=2)
    says(world.zone[0], "oui 1")
    says(world.zone[1], "oui 2")
    after = FIRST + timedelta(minutes=20)
    assert says(world.zone[0], "fait", after) == "begun"
    before = last_sent(world.zone[0]).pk
    actions.cancel_need(need_id=need_of(request).pk, reason="solved", by=world.by, now=after)
    assert held(request) == [(1, 1, "Samira Benali")]
    assert Offer.objects.get(responder=world.zone[0]).state == "accepted"
    assert last_sent(world.zone[0]).pk == before, "nothing of hers is over"
    assert last_sent(world.zone[1]).template == "withdrawn"
    assert not broken(after)
