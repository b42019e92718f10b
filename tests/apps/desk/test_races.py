"""Two hands on one thing: what a reader saw before waiting for its turn no longer counts.

Each test plays the other hand at the very moment when the first one obtains the request.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.actions import progress, searching, telling
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest, Wave
from maillon.apps.messaging.handlers import Delivery
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.models import Job
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=31)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def meanwhile(act: Callable[[], Any]) -> AbstractContextManager[Any]:
    """Somebody else acts and commits just before the first lock of the request is obtained."""
    plain, done = progress.lock, [False]

    def lock(request_id: UUID) -> ServiceRequest:
        if not done[0]:
            done[0] = True
            act()
        return plain(request_id)

    return mock.patch.object(progress, "lock", lock)


def first_offer() -> Offer:
    return Offer.objects.earliest("rank")


def say_yes() -> None:
    actions.accept_offer(offer_id=first_offer().pk, channel="sms", by=SYSTEM, now=LATER)


def planned() -> Wave:
    return Wave.objects.get(opened_at=None)


def unbroken(*, but: str = "I7") -> None:
    found = {name for name, lines in check_all(LATER).items() if lines}
    assert {name for name in found if not name.startswith(but)} == set()


def test_a_wave_whose_hour_comes_while_somebody_says_yes_asks_nobody(world: DeskWorld) -> None:
    situations.request_searching(world)
    payload = {"wave": str(planned().pk)}
    with meanwhile(say_yes):
        searching.open_due_wave(payload, LATER)
    assert Offer.objects.count() == 1
    assert not Wave.objects.filter(opened_at=None).exists()
    unbroken()


def test_a_wave_whose_hour_comes_while_the_agent_hastens_opens_once(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    payload = {"wave": str(planned().pk)}
    need = Need.objects.get(request=request)
    with meanwhile(lambda: actions.hasten(need_id=need.pk, by=world.by, now=LATER)):
        searching.open_due_wave(payload, LATER)
    opened = Wave.objects.filter(opened_at__isnull=False).values_list("number", flat=True)
    assert sorted(opened) == [1, 2]
    unbroken()


def test_the_requester_is_not_told_not_yet_when_it_is_found_meanwhile(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    need = Need.objects.get(request=request)
    assert need.found_by
    late = need.found_by + timedelta(minutes=1)
    with meanwhile(say_yes):
        searching.not_found_yet({"need": str(need.pk)}, late)
    assert not Callback.objects.filter(kind="not_found_yet", closed_at=None).exists()
    assert Callback.objects.filter(kind="found", closed_at=None).count() == 1


def test_a_receipt_that_comes_while_the_agent_notes_her_call_changes_nothing(
    world: DeskWorld,
) -> None:
    mobile = actions.NewRequester("gp", "Dr Essai", phone="+33639980090")
    request = situations.request_found(world, requester=mobile)
    word = Callback.objects.get(request=request, kind="found")
    actions.send_word(callback_id=word.pk, by=world.by, now=LATER)
    sent = OutboxMessage.objects.get(about_kind="callback", about_id=word.pk)
    delivery = Delivery(sent.pk, sent.template, ("callback", word.pk), sent.phone_index)

    def call() -> None:
        actions.record_outcome(callback_id=word.pk, outcome="colleague", by=world.by, now=LATER)

    with meanwhile(call):
        telling.on_delivered(delivery, LATER)
    word.refresh_from_db()
    assert (word.outcome, word.channel) == ("colleague", "call")


def test_care_said_to_have_begun_twice_is_one_word_owed(world: DeskWorld) -> None:
    request = situations.request_found(world)
    held = Assignment.objects.get(need__request=request)

    def begun(by: Any) -> None:
        actions.confirm_begun(assignment_id=held.pk, channel="sms", by=by, now=LATER)

    with meanwhile(lambda: begun(SYSTEM)):
        begun(world.by)
    assert Callback.objects.filter(request=request, kind="care_begun").count() == 1


def test_two_seats_filled_and_begun_together_still_owe_the_last_word(world: DeskWorld) -> None:
    need = actions.NewNeed("dressing", "daily", situations.TODAY, seats=2)
    request = situations.request_searching(world, needs=(need,))
    say_yes()
    jobs.run_due(LATER)
    second = Offer.objects.filter(state="open").earliest("rank")
    first = Assignment.objects.get(need__request=request)
    actions.accept_offer(offer_id=second.pk, channel="sms", by=SYSTEM, now=LATER)
    other = Assignment.objects.exclude(pk=first.pk).get()

    def begun(assignment: Assignment) -> None:
        actions.confirm_begun(assignment_id=assignment.pk, channel="sms", by=SYSTEM, now=LATER)

    with meanwhile(lambda: begun(other)):
        begun(first)
    assert Need.objects.get(request=request).state == "begun"
    assert Callback.objects.filter(request=request, kind="care_begun").count() == 1


def test_a_word_said_by_somebody_no_longer_asked_assigns_nothing(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    offer, need = first_offer(), Need.objects.get(request=request)

    def cancel() -> None:
        actions.cancel_need(need_id=need.pk, reason="solved", by=world.by, now=LATER)

    plain, done = progress.hold, [False]

    def hold(request_id: UUID) -> None:
        if not done[0]:
            done[0] = True
            cancel()
        plain(request_id)

    with mock.patch.object(progress, "hold", hold):
        answer = actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=LATER)
    assert answer.kind == "withdrawn"
    assert not Assignment.objects.exists()
    unbroken()


def test_one_seat_twice_is_refused_by_the_database_itself(world: DeskWorld) -> None:
    """The guard behind the guard: the partial unique index alone."""
    situations.request_searching(world)
    jobs.run_due(LATER)
    one, two = Offer.objects.filter(state="open")[:2]
    say_yes_to(one)
    Offer.objects.filter(pk=two.pk).update(state="open")
    Need.objects.update(state="searching")
    assert say_yes_to(two) == "taken"
    assert Assignment.objects.filter(withdrawn_at=None).count() == 1


def say_yes_to(offer: Offer) -> str:
    return actions.accept_offer(offer_id=offer.pk, channel="link", by=SYSTEM, now=LATER).kind


def test_no_timer_is_left_behind_by_a_yes(world: DeskWorld) -> None:
    situations.request_searching(world)
    say_yes()
    kinds = set(Job.objects.filter(done_at=None).values_list("kind", flat=True))
    assert kinds == {"desk.ask_proof", "desk.closing", "desk.not_found_yet"}
