"""Every invariant of the desk holds in a lived world and sees its own breach (maillon verify)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.care.models import CarerChoice
from maillon.apps.desk.invariants import INVARIANTS
from maillon.apps.desk.models import (
    Assignment,
    Callback,
    DayCounter,
    Need,
    Offer,
    ServiceRequest,
    Shift,
    Wave,
)
from maillon.apps.journal.actions import record
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.kernel import clock, jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.models import Job
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
NOW = MORNING + timedelta(minutes=10)


@pytest.fixture
def world() -> DeskWorld:
    """One request in each state."""
    world = situations.saint_chamond()
    situations.request_closed(world, MORNING - timedelta(days=2), duplicate_seen=True)
    situations.request_received(world, duplicate_seen=True)
    situations.request_searching(world, duplicate_seen=True)
    situations.request_found(world, duplicate_seen=True)
    jobs.run_due(NOW)
    OutboxMessage.objects.filter(created_at__lt=MORNING).update(
        state="sent", sent_at=MORNING, provider="essai", provider_id="essai"
    )
    return world


def test_nothing_is_broken_in_a_lived_world(world: DeskWorld) -> None:
    assert {name: lines for name, lines in check_all(NOW).items() if lines} == {}


def searching() -> Need:
    return Need.objects.get(state="searching")


def found() -> Need:
    return Need.objects.get(state="found")


def a_number_is_skipped() -> None:
    DayCounter.objects.filter(day=MORNING.date()).update(last=9)


def a_seat_is_held_twice() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_living_assignment_per_seat")
    held = Assignment.objects.get(need=found())
    Assignment.objects.create(
        need=held.need, shift=held.shift, offer=Offer.objects.get(need=searching()),
        responder=situations.responder("Une", "Autre", "42207", "+33639980060"),
        accepted_at=NOW,
    )  # fmt: skip


def more_come_than_were_asked() -> None:
    Shift.objects.filter(need=found()).update(seats=0)


def somebody_stands_in_two_watches() -> None:
    held = Assignment.objects.select_related("shift").get(need=found())
    hours = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=12)}
    Shift.objects.filter(pk=held.shift_id).update(**hours)
    other = Shift.objects.create(need=held.need, number=2, starts_on=NOW.date(), **hours)
    Assignment.objects.create(
        need=held.need, shift=other, offer=held.offer, responder=held.responder, accepted_at=NOW
    )


def a_loser_still_believes() -> None:
    Offer.objects.filter(need=found()).update(state="open")


def nobody_owes_found() -> None:
    Callback.objects.filter(need=found(), kind="found").delete()


def an_end_is_kept_silent() -> None:
    Need.objects.filter(pk=searching().pk).update(state="cancelled", cancelled_reason="solved")


def it_closes_owing_a_word() -> None:
    ServiceRequest.objects.filter(needs=found()).update(
        closed_at=NOW, closing="care_begun", lane="closed"
    )


def nobody_was_asked() -> None:
    Need.objects.filter(pk=searching().pk).update(state="asked")


def a_deadline_is_lost() -> None:
    ServiceRequest.objects.filter(needs=searching()).update(deadline_at=None)


def the_owner_has_left_the_desk() -> None:
    owner = ServiceRequest.objects.open().exclude(owner_account=None).earliest("number")
    ScopedRole.objects.filter(account=owner.owner_account_id).update(ends_on=NOW.date())


def a_step_is_somebody_else_s() -> None:
    other = situations.account("Une Autre")
    Task.objects.open().filter(origin_id=found().request_id).update(
        owner_account=other, owner_group="", owner_group_id=None
    )


def a_timer_sleeps() -> None:
    Job.objects.filter(kind="desk.open_wave").update(run_at=NOW - timedelta(minutes=3))


def a_wave_lost_its_timer() -> None:
    Job.objects.filter(kind="desk.open_wave").delete()


def the_usual_carer_is_bypassed() -> None:
    offer = Offer.objects.get(need=searching())
    wave = Wave.objects.get(need=searching(), opened_at=None)
    Offer.objects.create(
        wave=wave, need=offer.need, shift=offer.shift, channel="call", code="7777", rank=2,
        responder=situations.responder("Une", "Autre", "42207", "+33639980060"),
        made_at=offer.made_at + timedelta(minutes=1), expires_at=offer.expires_at,
    )  # fmt: skip


def a_refused_carer_is_asked() -> None:
    offer = Offer.objects.get(need=searching())
    CarerChoice.objects.create(
        patient_id=situations.person_of(offer.need.request).pk, responder_id=offer.responder_id,
        kind="refused", recorded_at=offer.made_at - timedelta(minutes=1),
    )  # fmt: skip


def a_yes_assigns_nobody() -> None:
    Offer.objects.filter(need=searching()).update(state="accepted")


def a_seat_is_empty() -> None:
    Assignment.objects.filter(need=found()).update(withdrawn_at=NOW, withdrawn_reason="sick")


def an_offer_has_no_message() -> None:
    OutboxMessage.objects.filter(about_kind="offer").delete()


def a_carer_waits_for_an_sms_that_does_not_leave() -> None:
    OutboxMessage.objects.filter(about_kind="offer", about_id__in=_asked()).update(
        state="queued", attempts=4, not_before=NOW - timedelta(minutes=6)
    )


def _asked() -> list[UUID]:
    return list(Offer.objects.filter(need=searching(), state="open").values_list("pk", flat=True))


def triage_is_skipped() -> None:
    ServiceRequest.objects.filter(needs=searching()).update(triaged_at=None)


def the_journal_counts_one_more() -> None:
    record(
        act="desk.received", organization_id=ServiceRequest.objects.earliest("day").organization_id,
        by=SYSTEM, now=NOW, subjects=[],
    )  # fmt: skip


def a_word_outlives_its_task() -> None:
    owed = Callback.objects.filter(closed_at=None).earliest("created_at")
    Task.objects.filter(pk=owed.task_id).update(closed_at=NOW, outcome="reached")


def a_task_outlives_its_request() -> None:
    closed = ServiceRequest.objects.get(closed_at__isnull=False)
    Task.objects.about("request", closed.pk).update(closed_at=None, outcome="")


BREACHES: dict[str, Callable[[], None]] = {
    "I1 numéros sans trou": a_number_is_skipped,
    "I3 une affectation par place": a_seat_is_held_twice,
    "I3 pas plus de monde que de places": more_come_than_were_asked,
    "I3 jamais deux gardes à la fois": somebody_stands_in_two_watches,
    "I4 les autres sont prévenus": a_loser_still_believes,
    "I5 deux paroles dues au demandeur": nobody_owes_found,
    "I5 un abandon se dit": an_end_is_kept_silent,
    "I5 un avis attendu l’est de quelqu’un": nobody_was_asked,
    "I5 rien ne se ferme tant qu’on doit": it_closes_owing_a_word,
    "I6 un responsable et une échéance": a_deadline_is_lost,
    "I6 le responsable est du poste": the_owner_has_left_the_desk,
    "I6 le responsable doit chaque étape": a_step_is_somebody_else_s,
    "I7 minuteries faites": a_timer_sleeps,
    "I7 vagues prévues avec minuterie": a_wave_lost_its_timer,
    "I8 l’habituel d’abord": the_usual_carer_is_bypassed,
    "I9 jamais un intervenant refusé": a_refused_carer_is_asked,
    "I11 une réponse, une affectation": a_yes_assigns_nobody,
    "I13 un désistement rouvre": a_seat_is_empty,
    "I14 un SMS par proposition": an_offer_has_no_message,
    "I15 la liste d’appel prend le relais": a_carer_waits_for_an_sms_that_does_not_leave,
    "I18 rien sans tri": triage_is_skipped,
    "I20 les totaux s’accordent": the_journal_counts_one_more,
    "tâches et rappels ensemble": a_word_outlives_its_task,
    "tâches closes avec la demande": a_task_outlives_its_request,
}


def test_every_invariant_has_its_breach_here() -> None:
    assert set(BREACHES) == set(INVARIANTS)


def test_i1_a_day_that_lost_all_its_requests_is_seen_by_its_counter(world: DeskWorld) -> None:
    lost = MORNING.date() - timedelta(days=40)
    DayCounter.objects.create(desk=world.desk, day=lost, last=3)
    DayCounter.objects.create(desk=world.desk, day=lost - timedelta(days=1), last=0)
    (line,) = INVARIANTS["I1 numéros sans trou"](NOW)
    assert line == f"numéros du {lost} : 0 demandes, dernier n° None/3"


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_seen_and_named(world: DeskWorld, name: str) -> None:
    BREACHES[name]()
    lines = list(INVARIANTS[name](NOW))
    assert lines
    assert not any("Fournier" in line or "Suzanne" in line for line in lines)


def test_verify_stops_with_the_names_of_what_is_broken(
    world: DeskWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    with clock.frozen(NOW):
        call_command("verify")
        a_deadline_is_lost()
        with pytest.raises(SystemExit) as stopped:
            call_command("verify")
    assert stopped.value.code == 1
    assert "✗ I6 un responsable et une échéance" in capsys.readouterr().out
