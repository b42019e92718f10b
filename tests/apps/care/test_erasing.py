"""DAT-4: a file goes when she asks, or once kept long enough; not before, never by halves."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from maillon.apps.care import actions, retention
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import CaseItem, Consent, Erasure, Patient, RelatedPerson
from maillon.apps.care.queries import find_persons, person_page, search_persons
from maillon.apps.care.retention import rule_on, years_before
from maillon.apps.desk.models import Requester
from maillon.apps.journal.actions import seal_pending
from maillon.apps.journal.invariants import chain_is_whole
from maillon.apps.journal.models import Entry
from maillon.apps.meetings.invariants import INVARIANTS as MEETINGS
from maillon.apps.meetings.models import AgendaItem, Decision
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused, RuleError
from maillon.kernel import clock, jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.cases import AFTER, DECISION, NOTE, QUESTION, case_table
from tests.factories.circle import AGREED, CircleWorld, circle_world, person
from tests.factories.desk import MORNING
from tests.factories.help import asked_for_help

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)
At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    def move(moment: datetime) -> None:
        monkeypatch.setattr(clock, "_source", lambda: moment)

    move(MORNING)
    return move


@pytest.fixture
def world(at: At) -> CircleWorld:
    made = circle_world()
    made.join("gp", actions.NewWord("recognised", "voice"), practitioner_role_id=made.gp.pk)
    made.join("family", AGREED, name="Sa fille, Lucie", phone="+33199001122")
    actions.break_glass(
        patient_id=made.patient.pk, reason="vital", text="chute cette nuit",
        by=made.gp_viewer, now=MORNING,
    )  # fmt: skip
    return made


def ask(world: CircleWorld) -> Erasure:
    return actions.ask_erasure(patient_id=world.patient.pk, by=world.by, now=MORNING)


def whole(now: datetime) -> list[str]:
    """What verify would say of persons and of the journal's chain."""
    seal_pending(now=now)
    return [line for one in INVARIANTS.values() for line in one(now)] + list(chain_is_whole())


def test_dat4_set_aside_nobody_but_she_reads_and_she_may_change_her_mind(
    world: CircleWorld,
) -> None:
    token = actions.give_link(patient_id=world.patient.pk, by=world.by, now=MORNING)
    ask(world)
    with pytest.raises(NotFound):
        person_page(world.by, world.patient.pk, now=MORNING)
    page = Client().get(reverse("my-file", args=[token]))
    assert "Garder mes données" in page.content.decode()
    path = reverse("my-file-erasure", args=[token])
    assert Client().post(path, {"geste": "annuler"}).status_code == 302
    assert person_page(world.by, world.patient.pk, now=MORNING).circle
    jobs.run_due(MORNING + MONTH)
    assert Patient.objects.get().birth_name == "Fournier"
    assert Client().post(path, {"geste": "effacer"}).status_code == 302
    assert Erasure.objects.filter(undone_at=None).get().asked_by_kind == "link"


def test_dat4_told_that_she_changed_her_mind_the_coordinator_finds_her_and_undoes_it(
    world: CircleWorld, client: Client
) -> None:
    ask(world)
    found = search_persons(world.by, birth_date="1941-05-04", name="Fournier", now=MORNING)
    assert [one.door for one in found] == ["keep"]
    client.force_login(world.coordinator)
    answer = client.post(reverse("person-keep", args=[world.patient.pk]), follow=True)
    assert "comme avant" in answer.content.decode()
    assert person_page(world.by, world.patient.pk, now=MORNING).circle


def test_dat4_after_thirty_days_nothing_is_left_but_ids(world: CircleWorld) -> None:
    person_page(world.by, world.patient.pk, now=MORNING)
    reads, acts = AccessLogEntry.objects.count(), Entry.objects.count()
    token = actions.give_link(patient_id=world.patient.pk, by=world.by, now=MORNING)
    twin = person(world.house)
    actions.merge_persons(
        keep_id=world.patient.pk, absorb_id=twin.pk, reason="twice", by=world.by, now=MORNING
    )
    asked = ask(world)
    jobs.run_due(MORNING + MONTH - timedelta(minutes=1))
    assert Patient.objects.exclude(birth_name=None).get(pk=twin.pk).erased_at is None
    jobs.run_due(MORNING + MONTH)
    for one in Patient.objects.all():
        assert (one.birth_name, one.birth_date, one.phone, one.name_index) == ("", "", "", "")
        assert one.erased_at == MORNING + MONTH
    assert not Consent.objects.exists()
    assert not RelatedPerson.objects.exists()
    asked.refresh_from_db()
    assert asked.counts["care.CareTeamMember"] == 3
    assert AccessLogEntry.objects.count() >= reads
    assert Entry.objects.count() > acts
    assert whole(MORNING + MONTH) == []
    assert Client().get(reverse("my-file", args=[token])).status_code == 404
    with pytest.raises(NotFound):
        actions.undo_erasure(patient_id=world.patient.pk, by=world.by, now=MORNING + MONTH)
    found = find_persons(
        world.by, organization_id=world.house.pk, birth_date="1941-05-04", name="Fournier",
        now=MORNING + MONTH,
    )  # fmt: skip
    assert found == ()


def test_dat4_nobody_is_left_with_something_to_do_for_her(world: CircleWorld) -> None:
    soon = (MORNING + MONTH * 2).date()
    visit = actions.NewActivity("Passer la voir", due_on=soon)
    need = actions.NewNeed("Ne plus tomber", "health", (actions.NewGoal("Marcher", (visit,)),))
    actions.write_plan(
        patient_id=world.patient.pk, by=world.by, now=MORNING,
        new=actions.NewPlan(
            words="Rester chez moi.", said="voice", said_on=MORNING.date(), needs=(need,)
        ),
    )  # fmt: skip
    actions.review_plan(
        patient_id=world.patient.pk, new=actions.NewReview(words="ça va", next_on=soon),
        by=world.by, now=MORNING,
    )  # fmt: skip
    assert "care.plan_review" in open_kinds()
    ask(world)
    jobs.run_due(MORNING + MONTH)
    assert open_kinds() == set()


def open_kinds() -> set[str]:
    """The kinds of the tasks that wait for somebody."""
    return set(Task.objects.filter(closed_at=None).values_list("kind", flat=True))


def test_dat4_the_stranger_and_the_doctor_erase_nothing(world: CircleWorld) -> None:
    stranger = circle_world("DAC voisin", birth_name="Lointain")
    for by in (stranger.by, world.gp_viewer):
        with pytest.raises(NotFound):
            actions.ask_erasure(patient_id=world.patient.pk, by=by, now=MORNING)
    ask(world)
    with pytest.raises(NotFound):
        actions.undo_erasure(patient_id=world.patient.pk, by=stranger.by, now=MORNING)
    with pytest.raises(Refused, match="erasure_asked"):
        ask(world)


def test_dat4_a_person_whom_a_desk_serves_waits_and_its_words_go_with_her(at: At) -> None:
    house = situations.saint_chamond()
    request = situations.request_searching(house)
    patient = situations.person_of(request)
    request.requester.kind = "relative"
    request.requester.save(update_fields=["kind"])
    assert request.requester.name
    with pytest.raises(Refused, match="erasure_served"):
        actions.ask_erasure(patient_id=patient.pk, by=SYSTEM, now=MORNING)
    type(request).objects.filter(pk=request.pk).update(
        closed_at=MORNING, lane="closed", closing="cared"
    )
    actions.ask_erasure(patient_id=patient.pk, by=SYSTEM, now=MORNING)
    jobs.run_due(MORNING + MONTH)
    request.refresh_from_db()
    assert (request.note, request.quarter, request.living) == ("", "", "")
    assert request.number
    assert Requester.objects.get(pk=request.requester_id).name == ""


def test_dat4_retention_says_first_then_sets_aside(at: At, world: CircleWorld) -> None:
    old = person(world.house, birth_name="Ancienne")
    later = MORNING + timedelta(days=732)

    def said(*options: str) -> str:
        out = StringIO()
        call_command("retention", *options, stdout=out)
        return out.getvalue()

    at(MORNING + timedelta(days=729))
    assert "0 dossiers" in said()
    at(later)
    dry = said("--dry-run")
    assert "1 dossiers à mettre de côté" in dry
    assert "1 gardés" in dry
    assert "2023-095" in dry
    assert "réseaux" not in dry
    assert not Erasure.objects.exists()
    assert "1 dossiers mis de côté" in said("--apply")
    assert Erasure.objects.get().patient_id == old.pk
    assert "Annulé" in said("--undo", str(old.pk))
    assert Patient.objects.get(pk=old.pk).set_aside_at is None


def test_dat4_what_was_said_of_her_in_meetings_goes_and_the_minutes_still_stand() -> None:
    table = case_table()
    table.hold()
    by, who = table.by, table.world.patient
    lucie = table.world.join("family", AGREED, name="Sa fille, Lucie")
    made = actions.prepare_circle_meeting(
        patient_id=who.pk, by=by, now=AFTER,
        new=actions.NewGathering(AFTER + MONTH, [lucie.pk], [("daily", "Zqpoint")]),
    )  # fmt: skip
    word = actions.HerWord("yes", ("daily",))
    line = made.guests.get(member=lucie)
    actions.record_who_comes(
        circle_meeting_id=made.pk, words={line.pk: word}, means="voice", by=by, now=AFTER
    )
    actions.ask_erasure(patient_id=who.pk, by=by, now=AFTER)
    would = actions.rehearse_erasure(patient_id=who.pk, by=SYSTEM, now=AFTER)
    assert would["meetings.AgendaItem"] == 2
    assert would["meetings.Decision"] == 1
    assert table.item.pk in set(CaseItem.objects.values_list("item_id", flat=True))  # undone
    jobs.run_due(AFTER + MONTH)
    said = [(one.title, one.notes) for one in AgendaItem.objects.all()]
    names = [guest.name for guest in made.meeting.guests.all()]
    left = " ".join([*map(str, said), *names, *(one.text for one in Decision.objects.all())])
    assert [word for word in (QUESTION, NOTE, DECISION, "Zqpoint", "Lucie") if word in left] == []
    assert ("Les congés", "") in said
    assert [fault for rule in MEETINGS.values() for fault in rule(AFTER + MONTH)] == []


def test_dat4_who_asked_for_her_goes_with_her_and_the_open_request_keeps_her(at: At) -> None:
    world = circle_world()
    words = {"words": "Zqmots", "requester_name": "Zqvoisin", "person_name": "Zqelle"}
    asked = asked_for_help(world.by, world.house.pk, MORNING, **words)
    type(asked).objects.filter(pk=asked.pk).update(patient=world.patient)
    with pytest.raises(Refused, match="erasure_served"):
        ask(world)
    type(asked).objects.filter(pk=asked.pk).update(
        closed_at=MORNING, outcome="circle", with_person="phone"
    )
    ask(world)
    jobs.run_due(MORNING + MONTH)
    asked.refresh_from_db()
    assert (asked.words, asked.requester_name, asked.person_name) == ("", "", "")
    assert asked.reference


def test_a_rule_has_its_source_and_its_day() -> None:
    with pytest.raises(RuleError, match="aucune règle"):
        rule_on(datetime(2020, 1, 1, tzinfo=MORNING.tzinfo).date())
    assert rule_on(MORNING.date()).undo_days == 30
    leap = datetime(2028, 2, 29, tzinfo=MORNING.tzinfo)
    assert years_before(leap, 2).day == 28
    assert retention.blocked([]) == frozenset()
