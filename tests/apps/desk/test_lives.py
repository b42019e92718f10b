"""Desk mornings as they may come: whatever happens in whatever order, every invariant holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest
from maillon.apps.journal.actions import seal_pending
from maillon.apps.messaging.models import OutboxMessage
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Step = Callable[[DeskWorld, datetime, int], object]


def pick(rows: Any, number: int) -> Any:
    """One of them, the same for the same number."""
    found = list(rows.order_by("pk"))
    if not found:
        raise NotFound
    return found[number % len(found)]


def call_comes(world: DeskWorld, now: datetime, number: int) -> object:
    agreement = ("agreed", "agreed", "objected", "unable")[number % 4]
    usual = (world.usual.pk,) if number % 3 else ()
    return situations.request_received(
        world, now, duplicate_seen=True, agreement=agreement, usual=usual,
        urgency=("immediate", "today", "planned")[number % 3],
    )  # fmt: skip


def triaged(world: DeskWorld, now: datetime, number: int) -> object:
    request = pick(ServiceRequest.objects.filter(triaged_at=None), number)
    return actions.triage_for_care(request_id=request.pk, by=world.by, now=now)


def yes(world: DeskWorld, now: datetime, number: int) -> object:
    offer = pick(Offer.objects.all(), number)
    return actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=now)


def no(world: DeskWorld, now: datetime, number: int) -> object:
    offer = pick(Offer.objects.filter(state="open"), number)
    return actions.decline_offer(
        offer_id=offer.pk, reason="full", channel="sms", by=SYSTEM, now=now
    )


def hastened(world: DeskWorld, now: datetime, number: int) -> None:
    actions.hasten(need_id=pick(Need.objects.all(), number).pk, by=world.by, now=now)


def called(world: DeskWorld, now: datetime, number: int) -> object:
    owed = pick(Callback.objects.filter(closed_at=None), number)
    outcome = ("reached", "reached", "no_answer", "begun", "colleague")[number % 5]
    return actions.record_outcome(callback_id=owed.pk, outcome=outcome, by=world.by, now=now)


def begun(world: DeskWorld, now: datetime, number: int) -> object:
    held = pick(Assignment.objects.all(), number)
    return actions.confirm_begun(assignment_id=held.pk, channel="sms", by=SYSTEM, now=now)


def given_back(world: DeskWorld, now: datetime, number: int) -> object:
    held = pick(Assignment.objects.all(), number)
    return actions.withdraw_assignment(assignment_id=held.pk, reason="sick", by=world.by, now=now)


def cancelled(world: DeskWorld, now: datetime, number: int) -> object:
    need = pick(Need.objects.all(), number)
    return actions.cancel_need(need_id=need.pk, reason="solved", by=world.by, now=now)


def passed_on(world: DeskWorld, now: datetime, number: int) -> object:
    request = pick(ServiceRequest.objects.filter(closed_at=None), number)
    handover = actions.hand_over(
        request_id=request.pk, target="samu15", target_name="", note="", by=world.by, now=now
    )
    outcome = ("transferred", "refused", "no_answer")[number % 3]
    return actions.end_handover(handover_id=handover.pk, outcome=outcome, by=world.by, now=now)


def she_objects(world: DeskWorld, now: datetime, number: int) -> object:
    request = pick(ServiceRequest.objects.filter(closed_at=None), number)
    return actions.record_agreement(
        request_id=request.pk, agreement=("objected", "agreed")[number % 2], informed_by="desk",
        by=world.by, now=now,
    )  # fmt: skip


def she_refuses_a_carer(world: DeskWorld, now: datetime, number: int) -> object:
    need = pick(Need.objects.all(), number)
    carer = (world.usual, *world.zone)[number % 4]
    return actions.choose_carer(
        need_id=need.pk, responder_id=carer.pk, kind="refused", by=world.by, now=now
    )


STEPS: tuple[Step, ...] = (
    call_comes, triaged, triaged, yes, yes, no, hastened, called, called, begun, given_back,
    cancelled, passed_on, she_objects, she_refuses_a_carer,
)  # fmt: skip
LIVES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 30), st.sampled_from([0, 3, 20, 45, 300])),
    min_size=4,
    max_size=18,
)


def live(world: DeskWorld, steps: list[tuple[Step, int, int]]) -> None:
    now = MORNING
    call_comes(world, now, 0)
    for step, number, minutes in steps:
        now += timedelta(minutes=minutes)
        jobs.run_due(now, limit=200)
        # Every message left on the minute it was written: delivery has tests of its own.
        OutboxMessage.objects.filter(state="queued").update(
            state="sent", sent_at=now, provider="essai", provider_id="essai"
        )
        try:
            with transaction.atomic():
                step(world, now, number)
        except (Refused, NotFound):
            pass  # what cannot be done now is refused, and nothing is written
        broken = {name: lines for name, lines in check_all(now).items() if lines}
        assert broken == {}, step.__name__
    seal_pending(now)
    assert not check_all(now)["AUD-2 chaîne du journal entière"]


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(LIVES)
def test_whatever_happens_every_invariant_holds(steps: list[tuple[Step, int, int]]) -> None:
    with transaction.atomic():
        live(situations.saint_chamond(), steps)
        transaction.set_rollback(True)
