"""The project: her words first, every version kept, each reader her themes, her own paper."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions, queries
from maillon.apps.care.actions import (
    Missing,
    NewActivity,
    NewGoal,
    NewNeed,
    NewPlan,
    NewReview,
    NewWord,
)
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import (
    Activity,
    CarePlan,
    CarePlanRevision,
    CareTeamMember,
    FollowUp,
    PlanNeed,
    PlanReview,
    RelatedPerson,
)
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, events
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.circle import person as somebody
from tests.factories.desk import MORNING, TODAY

pytestmark = pytest.mark.django_db
RECOGNISED, AGREED = NewWord("recognised", "voice"), NewWord("agreed", "voice")
SOON = TODAY + timedelta(days=10)
LATER = MORNING + timedelta(hours=1)
WORDS = "Je veux rester chez moi, avec mon chat."


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


@pytest.fixture
def gp(world: CircleWorld) -> CareTeamMember:
    return world.join("gp", RECOGNISED, practitioner_role_id=world.gp.pk)


def aimed(text: str, theme: str, *acts: NewActivity) -> NewNeed:
    return NewNeed(text, theme, (NewGoal(f"But : {text}", acts),))


def project(*needs: NewNeed, **more: Any) -> NewPlan:
    return NewPlan(**{"words": WORDS, "said": "voice", "said_on": TODAY, "needs": needs, **more})


def written(world: CircleWorld, *needs: NewNeed, **more: Any) -> CarePlanRevision:
    return actions.write_plan(
        patient_id=world.patient.pk, new=project(*needs, **more), by=world.by, now=MORNING
    )


def seen_by(world: CircleWorld, account: Account) -> queries.PlanCard | None:
    by = viewer_of(account, now=LATER)
    return queries.person_page(by, world.patient.pk, now=LATER).plan


def refused(world: CircleWorld, *needs: NewNeed, **more: Any) -> str:
    with pytest.raises(Refused) as said:
        written(world, *needs, **more)
    return said.value.code


def test_her_words_come_first_then_who_does_what(world: CircleWorld, gp: CareTeamMember) -> None:
    before = events.numbers([f"circle:{world.patient.pk}"])[f"circle:{world.patient.pk}"]
    visit = NewActivity("Passer la voir", gp.pk, due_on=SOON)
    written(world, aimed("Ne plus tomber", "health", visit), said="sign", reaching="sign")
    plan = seen_by(world, world.coordinator)
    assert plan is not None
    assert (plan.words, plan.said_label) == (WORDS, "en langue des signes")
    assert (plan.noted_by, plan.said_on) == (world.coordinator.name, TODAY)
    (one,) = plan.activities()
    assert (one.owner, one.due_on) == ("Marc Villard", SOON)
    topic = f"circle:{world.patient.pk}"
    assert events.numbers([topic])[topic] > before
    read = AccessLogEntry.objects.filter(patient_id=world.patient.pk, object_type="patient")
    assert read.exists()


def test_no_care_at_all_is_a_project_when_it_says_so(world: CircleWorld) -> None:
    assert refused(world) == "plan_no_action"
    assert refused(world, NewNeed("Boire moins", "health")) == "plan_no_action"
    written(world, living_with=True)
    plan = seen_by(world, world.coordinator)
    assert plan is not None
    assert plan.living_with
    assert plan.needs == ()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"words": " "}, "plan_words"),
        ({"said": "chant"}, "plan_words"),
        ({"said_on": TODAY + timedelta(days=1)}, "plan_to_come"),
        ({"base": 3}, "plan_moved"),
    ],
)
def test_what_cannot_be_a_project_is_refused(
    world: CircleWorld, more: dict[str, object], code: str
) -> None:
    assert refused(world, living_with=True, **more) == code
    assert CarePlan.objects.count() == 0


def test_an_action_serves_a_goal_and_is_somebody_s_of_her_circle(world: CircleWorld) -> None:
    nobody_s = NewNeed("Manger", "daily", (NewGoal("", (NewActivity("Courses"),)),))
    assert refused(world, nobody_s) == "plan_orphan"
    assert refused(world, aimed("Manger", "cuisine", NewActivity("Courses"))) == "plan_theme"
    other = somebody(world.house, given_name="Renée")
    stray = CareTeamMember.objects.create(
        patient=other, role="family", starts_on=TODAY,
        related=RelatedPerson.objects.create(patient=other, name="Une autre"),
    )  # fmt: skip
    hers = NewActivity("Courses", stray.pk)
    assert refused(world, aimed("Manger", "daily", hers)) == "plan_owner"
    written(world, aimed("Manger", "daily", NewActivity("Courses", by_person=True)))


def test_a_version_is_kept_and_another_is_compared_with_it_in_words(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    visit, walk = NewActivity("Passer la voir", gp.pk, due_on=SOON), NewActivity("Marcher")
    written(world, aimed("Ne plus tomber", "health", visit, walk))
    plan = seen_by(world, world.coordinator)
    assert plan is not None
    need, (kept, _) = plan.needs[0], plan.activities()
    moved = NewActivity("Passer la voir", by_person=True, due_on=SOON + timedelta(7), key=kept.key)
    goal = NewGoal(need.goals[0].text, (moved, NewActivity("Poser une barre")), need.goals[0].key)
    again = NewNeed(need.text, "health", (goal,), need.key)
    assert refused(world, again) == "plan_moved"
    written(world, again, base=1, reason="Elle veut marcher seule")
    page = queries.plan_versions(world.by, world.patient.pk, before=1, after=2, now=LATER)
    told = {(line.kind, line.before or line.after): line.says for line in page.lines}
    assert told["same", WORDS] == "Inchangé."
    assert told["added", "Poser une barre"] == "Ajoutée."
    assert told["removed", "Marcher"] == "Retirée."
    (changed,) = (line for line in page.lines if line.kind == "changed")
    assert "Passe à la personne." in changed.says
    assert "Date repoussée" in changed.says
    assert [one.current for one in page.rows] == [True, False]
    same = NewNeed(need.text, "health", (NewGoal("x", (), need.goals[0].key),), need.key)
    assert refused(world, same, base=2) == "plan_no_action"
    with pytest.raises(NotFound):
        queries.plan_versions(world.by, world.patient.pk, before=1, after=9, now=LATER)


def test_at_most_one_version_is_current_and_a_changed_letter_is_found(world: CircleWorld) -> None:
    first = written(world, aimed("Manger", "daily", NewActivity("Courses")))
    checks = [check for name, check in INVARIANTS.items() if name.startswith("P4")]
    assert [line for check in checks for line in check(LATER)] == []
    with pytest.raises(IntegrityError), transaction.atomic():
        CarePlanRevision.objects.create(
            plan=first.plan, number=2, made_at=MORNING, made_by_kind="system", made_by_id="x",
            words="x", said="voice", said_on=TODAY, noted_by_kind="system", noted_by_id="x",
            digest="",
        )  # fmt: skip
    need = PlanNeed.objects.get()
    need.text = "Boire"
    need.save()
    (said,) = (line for check in checks for line in check(LATER))
    assert "n’est plus celle qui a été écrite" in said


def test_a_dated_action_is_the_task_of_whoever_has_an_account_and_only_hers(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    near = world.join("family", AGREED, name="Lucie")
    mine, hers = (
        NewActivity("Passer", gp.pk, due_on=SOON), NewActivity("Porter", near.pk, due_on=SOON)
    )  # fmt: skip
    written(world, aimed("Manger", "daily", mine, hers, NewActivity("Plus tard", gp.pk)))
    task = Task.objects.get(kind="care.activity")
    assert (task.owner_account_id, task.closed_at) == (world.doctor.pk, None)
    one = Activity.objects.get(member=gp, due_on=SOON)
    with pytest.raises(NotFound):  # the daughter has no account, a stranger no part
        actions.settle_activity(
            patient_id=world.patient.pk, key=one.key, outcome="done", now=LATER,
            by=viewer_of(situations.account("Une Étrangère"), now=LATER),
        )  # fmt: skip
    for expected in ("", "activity_settled"):
        said = ""
        try:
            actions.settle_activity(
                patient_id=world.patient.pk, key=one.key, outcome="done", by=world.gp_viewer,
                now=LATER,
            )  # fmt: skip
        except Refused as refusal:
            said = refusal.code
        assert said == expected
    task.refresh_from_db()
    assert task.outcome == "done"


def test_a_later_version_moves_the_task_and_closes_what_it_gives_up(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    written(world, aimed("Manger", "daily", NewActivity("Passer", gp.pk, due_on=SOON)))
    key = Activity.objects.get().key
    plan = seen_by(world, world.coordinator)
    assert plan is not None
    moved = NewActivity("Passer", gp.pk, due_on=SOON + timedelta(days=7), key=key)
    written(world, aimed("Manger", "daily", moved), base=1)
    task = Task.objects.get(kind="care.activity")
    assert task.due_at.date() == SOON + timedelta(days=7)
    written(world, aimed("Manger", "daily", NewActivity("Frigo plein")), base=2)
    task.refresh_from_db()
    assert task.outcome == "dropped"
    assert FollowUp.objects.get(key=key).outcome == ""


def test_each_reader_has_her_themes_and_whoever_writes_without_reading_loses_nothing(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    helper = situations.account("Fanny Roche")
    social = situations.account("Odile Perrin")
    for role, word, account in (
        ("home_help", AGREED, helper), ("social_worker", RECOGNISED, social),
    ):  # fmt: skip
        member = world.join(role, word, name=account.name)
        RelatedPerson.objects.filter(pk=str(member.related_id)).update(account=account)
    visit = NewActivity("Passer la voir", gp.pk)
    written(
        world, aimed("Ne plus tomber", "health", visit),
        aimed("Manger", "daily", NewActivity("Courses")),
    )  # fmt: skip
    doctor, home, rights = (seen_by(world, one) for one in (world.doctor, helper, social))
    assert doctor
    assert home
    assert rights
    assert [need.text for need in doctor.needs] == ["Ne plus tomber", "Manger"]
    assert ([need.text for need in home.needs], home.words, home.reviews) == (["Manger"], "", ())
    assert ([need.text for need in rights.needs], rights.words) == (["Manger"], WORDS)
    # She who writes without reading health sees that something is not shown, and keeps it whole
    assert rights.partial
    by, health = viewer_of(social, now=LATER), PlanNeed.objects.get(theme="health")
    again = project(aimed("Manger mieux", "daily", NewActivity("Portage")), base=1)
    actions.write_plan(patient_id=world.patient.pk, new=again, by=by, now=LATER)
    doctor = seen_by(world, world.doctor)
    assert doctor
    assert [need.text for need in doctor.needs] == ["Ne plus tomber", "Manger mieux"]
    assert doctor.needs[0].key == health.key
    hidden = project(aimed("Dormir", "health", NewActivity("x")), base=2)
    with pytest.raises(Refused, match="plan_theme"):
        actions.write_plan(patient_id=world.patient.pk, new=hidden, by=by, now=LATER)


def test_her_opposition_empties_it_at_once(world: CircleWorld, gp: CareTeamMember) -> None:
    written(world, aimed("Manger", "daily", NewActivity("Courses", gp.pk)))
    assert seen_by(world, world.doctor)
    actions.record_word(
        patient_id=world.patient.pk, member_id=gp.pk, word=NewWord("opposed", "phone"),
        by=world.by, now=MORNING + timedelta(minutes=1),
    )  # fmt: skip
    for ask in (queries.person_page, queries.plan_page, queries.hand_out):
        with pytest.raises(NotFound):
            ask(world.gp_viewer, world.patient.pk, now=LATER)


def test_a_review_judges_each_answer_and_owes_the_next(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    written(world, aimed("Manger", "daily", NewActivity("Portage", gp.pk)))
    key = Activity.objects.get().key

    def review(**more: object) -> PlanReview:
        return actions.review_plan(
            patient_id=world.patient.pk, new=NewReview(**more),  # type: ignore[arg-type]
            by=world.by, now=MORNING,
        )  # fmt: skip

    for given, code in (
        ({}, "review_empty"), ({"verdicts": ((key, "beau"),)}, "verdict_unknown"),
        ({"words": "ça va", "next_on": TODAY}, "review_past"),
    ):  # fmt: skip
        with pytest.raises(Refused) as said:
            review(**given)
        assert said.value.code == code
    first = review(
        verdicts=((key, "superfluous"),), missing=(Missing("Quelqu’un le soir", "daily"),),
        words="On me parle trop de repas.", next_on=SOON,
    )  # fmt: skip
    plan = seen_by(world, world.coordinator)
    assert plan is not None
    assert [one.verdict for one in plan.reviews[0].answers] == ["superfluous", "missing"]
    assert plan.activities()[0].verdict_label == "superflue"
    review(words="Rien de neuf.")
    assert first.task is not None
    first.task.refresh_from_db()
    assert first.task.outcome == "reviewed"


def test_a_merge_keeps_one_project_and_gives_the_other_back(world: CircleWorld) -> None:
    written(world, living_with=True)
    twin = somebody(world.house)
    actions.open_circle(
        patient_id=twin.pk, situation="frail", word=NewWord("informed", "voice"), by=world.by,
        now=MORNING,
    )  # fmt: skip
    actions.write_plan(patient_id=twin.pk, new=project(living_with=True), by=world.by, now=MORNING)
    merge = actions.merge_persons(
        keep_id=world.patient.pk, absorb_id=twin.pk, reason="twice", by=world.by, now=LATER
    )
    assert world.patient.plans.count() == 1
    actions.undo_merge(merge_id=merge.pk, by=world.by, now=LATER)
    assert twin.plans.count() == 1


def test_it_is_written_without_a_script_and_handed_out_in_large_type(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    client = Client()
    client.force_login(world.coordinator)
    edit = reverse("plan-edit", args=[world.patient.pk])
    typed = {
        "base": "0", "words": WORDS, "said": "sign", "said_on": TODAY.isoformat(),
        "reaching": "sign", "n0-key": "", "n0-text": "Sortir", "n0-theme": "daily",
        "n0g0-text": "Aller au marché", "n0g0a0-text": "L’accompagner",
        "n0g0a0-owner": str(gp.pk), "n0g0a0-due": SOON.isoformat(),
    }  # fmt: skip
    with clock.frozen(LATER):
        assert (
            "Que dit la personne"
            in client.get(reverse("person", args=[world.patient.pk])).content.decode()
        )
        page = client.post(edit, {**typed, "more": "n0g0"}).content.decode()
        assert 'name="n0g0a1-text"' in page
        assert CarePlan.objects.count() == 0
        wrong = client.post(edit, {**typed, "n0g0a0-due": "demain"})
        assert (wrong.status_code, "L’accompagner" in wrong.content.decode()) == (422, True)
        page = client.post(edit, typed, follow=True).content.decode()
        assert page.index(WORDS) < page.index("Son réseau")
        paper = client.get(reverse("plan-paper", args=[world.patient.pk])).content.decode()
        assert "langue des signes" in paper
        assert "114" in paper
        assert "Marc Villard" in paper
        again = client.post(edit, typed)
        assert (again.status_code, "une autre version" in again.content.decode()) == (422, True)
        key = UUID(str(Activity.objects.get().key))
        done = reverse("plan-activity", args=[world.patient.pk, key])
        assert "C’est noté" in client.post(done, {"outcome": "done"}, follow=True).content.decode()
        review = reverse("plan-review", args=[world.patient.pk])
        said = {f"v-{key}": "necessary", "missing": ["Un banc", ""], "theme": ["daily", "daily"]}
        assert "Un banc" in client.post(review, said, follow=True).content.decode()
