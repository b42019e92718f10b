"""The whole loop by its actions: from the call to the closing, nobody forgotten."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.actions import answering, telling
from maillon.apps.desk.models import Assignment, Callback, Offer, ServiceRequest, Wave
from maillon.apps.directory.models import Responder
from maillon.apps.journal.queries import story
from maillon.apps.messaging.handlers import Delivery, InboundReply
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.errors import Refused
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.models import Job
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

LATER = MORNING + timedelta(minutes=30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def says(responder: Responder, body: str, now: datetime) -> str | None:
    """An SMS from her phone, as the inbox hands it over."""
    reply = InboundReply(uuid4(), responder.phone_index, responder.phone, body, now)
    return answering.on_reply(reply, now)


def owed(request: ServiceRequest) -> set[str]:
    return set(
        Callback.objects.filter(request=request, closed_at=None).values_list("kind", flat=True)
    )


def told(responder: Responder) -> list[str]:
    return list(
        OutboxMessage.objects.filter(phone_index=responder.phone_index)
        .exclude(state="cancelled")
        .order_by("created_at")
        .values_list("template", flat=True)
    )


def callback(request: ServiceRequest, kind: str) -> Callback:
    return Callback.objects.get(request=request, kind=kind, closed_at=None)


def give_up(world: DeskWorld, request: ServiceRequest, reason: str) -> None:
    need = request.needs.get()
    actions.cancel_need(need_id=need.pk, reason=reason, by=world.by, now=LATER)
    request.refresh_from_db()


def settle(
    world: DeskWorld, request: ServiceRequest, kind: str, outcome: str, at: datetime
) -> None:
    actions.record_outcome(
        callback_id=callback(request, kind).pk, outcome=outcome, by=world.by, now=at
    )
    request.refresh_from_db()


def test_the_usual_nurse_is_asked_alone_and_the_zone_waits_its_turn(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    asked = Offer.objects.get(need__request=request)
    assert asked.responder == world.usual
    planned = Wave.objects.get(need__request=request, opened_at=None)
    assert (planned.kind, planned.expected) == ("zone", 3)
    assert planned.opens_at == MORNING + timedelta(minutes=31)
    assert (request.lane, request.next_step) == ("searching", "desk.wave")
    assert request.deadline_at == planned.opens_at
    assert told(world.usual) == ["offer"]


def test_one_word_finds_the_carer_and_creates_every_word_owed(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    OutboxMessage.objects.update(state="delivered")
    assert says(world.usual, "Oui", MORNING + timedelta(minutes=6)) == "accepted"
    request.refresh_from_db()
    assert request.lane == "to_call_back"
    assert owed(request) == {"give_details", "found", "confirm_care", "tell_gp"}
    assert told(world.usual) == ["offer", "accepted"]
    assert not Wave.objects.filter(need__request=request, opened_at=None).exists()
    assert not Job.objects.filter(kind="desk.open_wave", done_at=None).exists()


def test_from_the_call_to_the_closing(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    says(world.usual, "OUI", MORNING + timedelta(minutes=6))
    later = MORNING + timedelta(minutes=10)
    settle(world, request, "give_details", "reached", later)
    settle(world, request, "found", "reached", later)
    settle(world, request, "tell_gp", "colleague", later)
    assert request.lane == "found"
    proof = Job.objects.get(kind="desk.ask_proof")
    jobs.run_due(proof.run_at)
    proof.refresh_from_db()
    assert (proof.last_error, told(world.usual)[-1]) == ("", "confirm_care")
    assert says(world.usual, "fait", proof.run_at + timedelta(minutes=5)) == "begun"
    request.refresh_from_db()
    assert (request.lane, owed(request)) == ("to_call_back", {"care_begun"})
    settle(world, request, "care_begun", "reached", proof.run_at + timedelta(minutes=30))
    assert (request.lane, request.closing, owed(request)) == ("closed", "care_begun", set())
    assert not Task.objects.about("request", request.pk).open().exists()
    acts = [entry.act for entry in story(SYSTEM, "request", request.pk)]
    assert acts[0] == "desk.received"
    assert acts[-1] == "desk.closed"


def test_nothing_closes_while_a_word_is_owed(world: DeskWorld) -> None:
    request = situations.request_to_call_back(world)
    assert (request.lane, request.closed_at) == ("to_call_back", None)
    settle(world, request, "care_begun", "no_answer", MORNING + timedelta(days=1, minutes=5))
    assert request.closed_at is None
    assert callback(request, "care_begun").attempts == 1


def test_unreachable_needs_three_tries(world: DeskWorld) -> None:
    request = situations.request_to_call_back(world)
    at = MORNING + timedelta(days=1, minutes=5)
    for _ in range(3):
        with pytest.raises(Refused, match="too_few_tries"):
            settle(world, request, "care_begun", "unreachable", at)
        settle(world, request, "care_begun", "no_answer", at)
    settle(world, request, "care_begun", "unreachable", at)
    assert request.closing == "care_begun"


def test_silence_of_the_usual_nurse_opens_the_zone_on_time(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    jobs.run_due(MORNING + timedelta(minutes=31))
    zone = Offer.objects.filter(need__request=request, wave__kind="zone")
    assert {offer.responder for offer in zone} == set(world.zone)
    assert Offer.objects.get(responder=world.usual).state == "expired"


def test_a_late_yes_counts_while_the_need_is_searched(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    jobs.run_due(MORNING + timedelta(minutes=31))
    assert says(world.usual, "oui", MORNING + timedelta(minutes=33)) == "accepted"
    assert [told(nurse) for nurse in world.zone] == [[], [], []]  # taken back before leaving
    states = Offer.objects.filter(need__request=request, wave__kind="zone")
    assert set(states.values_list("state", flat=True)) == {"taken"}


def test_the_second_yes_is_told_it_is_taken(world: DeskWorld) -> None:
    situations.request_searching(world)
    jobs.run_due(MORNING + timedelta(minutes=31))
    OutboxMessage.objects.update(state="sent")
    at = MORNING + timedelta(minutes=32)
    assert says(world.zone[0], "oui", at) == "accepted"
    # Her offer has ended: her yes finds nothing open on her phone, and gives nobody the seat.
    assert says(world.zone[1], "oui", at) != "accepted"
    assert Assignment.objects.filter(withdrawn_at=None).count() == 1
    assert "taken" in told(world.zone[1])


def test_i4_who_was_given_until_an_hour_is_told_even_if_a_wrong_clock_ended_her_wave(
    world: DeskWorld,
) -> None:
    situations.request_searching(world)
    OutboxMessage.objects.update(state="sent")
    jobs.run_due(MORNING + timedelta(minutes=31))  # an hour ahead; then it was set right
    assert Offer.objects.get(responder=world.usual).state == "expired"
    assert says(world.zone[0], "oui", MORNING + timedelta(minutes=3)) == "accepted"
    assert told(world.usual) == ["offer", "taken"]


def test_who_let_her_hour_pass_is_not_written_to_again(world: DeskWorld) -> None:
    situations.request_searching(world)
    OutboxMessage.objects.update(state="sent")
    jobs.run_due(MORNING + timedelta(minutes=31))
    assert says(world.zone[0], "oui", MORNING + timedelta(minutes=33)) == "accepted"
    assert told(world.usual) == ["offer"]


def test_a_no_from_the_only_one_asked_widens_at_once(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    assert says(world.usual, "non tournée complète", MORNING + timedelta(minutes=4)) == "declined"
    assert Offer.objects.get(responder=world.usual).refusal == "full"
    assert Offer.objects.filter(need__request=request, wave__kind="zone", state="open").count() == 3


def test_nobody_widens_during_the_usual_nurse_s_own_window(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    need = request.needs.get()
    with pytest.raises(Refused, match="usual_carer_first"):
        actions.hasten(need_id=need.pk, by=world.by, now=MORNING + timedelta(minutes=10))


def test_a_withdrawal_searches_again_and_remembers_who_was_asked(world: DeskWorld) -> None:
    request = situations.request_found(world)
    situations.answer_callbacks(world, request, MORNING + timedelta(minutes=8))
    held = Assignment.objects.get(need__request=request)
    actions.withdraw_assignment(
        assignment_id=held.pk, reason="sick", by=world.by, now=MORNING + timedelta(minutes=20)
    )
    request.refresh_from_db()
    assert "not_found_yet" in owed(request)
    again = Offer.objects.filter(need__request=request, state="open")
    assert {offer.responder for offer in again} == set(world.zone)


def test_the_requester_without_answer_hears_it_at_the_deadline(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    jobs.run_due(MORNING + timedelta(hours=2, minutes=2))
    request.refresh_from_db()
    assert "not_found_yet" in owed(request)


@pytest.mark.parametrize("reason", ["solved", "hospitalised", "deceased", "person_objects"])
def test_i5_a_need_given_up_is_said_before_anything_closes(world: DeskWorld, reason: str) -> None:
    request = situations.request_found(world)
    situations.answer_callbacks(world, request, MORNING + timedelta(minutes=8))
    give_up(world, request, reason)
    assert (request.lane, owed(request)) == ("to_call_back", {"stopped"})
    assert told(world.usual)[-1] == "withdrawn"
    settle(world, request, "stopped", "reached", LATER + timedelta(minutes=5))
    assert (request.lane, request.closing) == ("closed", "cancelled")


def test_i5_a_requester_who_said_it_herself_owes_us_nothing_more(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    give_up(world, request, "requester_cancelled")
    assert (request.closing, owed(request)) == ("cancelled", set())


def test_i5_a_mistake_nobody_heard_of_ends_at_once_and_one_she_was_told_of_is_said(
    world: DeskWorld,
) -> None:
    silent = situations.request_searching(world)
    give_up(world, silent, "mistake")
    assert silent.closing == "cancelled"
    heard = situations.request_found(world)
    situations.answer_callbacks(world, heard, MORNING + timedelta(minutes=8))
    give_up(world, heard, "mistake")
    assert owed(heard) == {"stopped"}


def test_the_end_may_be_known_already_and_only_the_end(world: DeskWorld) -> None:
    request = situations.request_found(world)
    with pytest.raises(Refused, match="callback_outcome"):
        settle(world, request, "found", "knew", LATER)
    give_up(world, request, "hospitalised")
    settle(world, request, "stopped", "knew", LATER)
    assert request.closing == "cancelled"


def test_a_carer_who_cannot_be_reached_loses_the_need_and_is_told(world: DeskWorld) -> None:
    request = situations.request_found(world)
    situations.answer_callbacks(world, request, MORNING + timedelta(minutes=8), but="give_details")
    for _ in range(3):
        settle(world, request, "give_details", "no_answer", LATER)
    settle(world, request, "give_details", "unreachable", LATER)
    assert told(world.usual)[-1] == "withdrawn"
    assert Assignment.objects.get(need__request=request).withdrawn_reason == "unreachable"
    assert request.needs.get().state == "searching"
    assert "not_found_yet" in owed(request)


def test_a_receipt_closes_the_word_and_sending_does_not(world: DeskWorld) -> None:
    mobile = actions.NewRequester("gp", "Dr Essai", phone="+33639980090")
    request = situations.request_found(world, requester=mobile)
    word = callback(request, "found")
    at = MORNING + timedelta(minutes=9)
    actions.send_word(callback_id=word.pk, by=world.by, now=at)
    assert "found" in owed(request)
    sent = OutboxMessage.objects.get(about_kind="callback", about_id=word.pk)
    assert sent.template == "found_requester"
    delivery = Delivery(sent.pk, sent.template, ("callback", word.pk), sent.phone_index)
    telling.on_delivered(delivery, at + timedelta(minutes=1))
    word.refresh_from_db()
    assert (word.outcome, word.channel) == ("received", "receipt")


def test_an_objection_blocks_the_waves(world: DeskWorld) -> None:
    request = situations.request_received(world, agreement="objected")
    with pytest.raises(Refused, match="person_objects"):
        actions.triage_for_care(request_id=request.pk, by=world.by, now=MORNING)
    assert not Offer.objects.filter(need__request=request).exists()
