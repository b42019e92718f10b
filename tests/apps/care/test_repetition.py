"""What was tried, what comes back, and who reads it: the circle of the seven cures."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions, queries
from maillon.apps.care.actions import NewAttempt
from maillon.apps.care.models import Attempt
from maillon.apps.journal.models import Entry
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import AGREED, CircleWorld, account_with, circle_world
from tests.factories.desk import MORNING, TODAY

pytestmark = pytest.mark.django_db
CURES = (1450, 1240, 980, 700, 510, 300, 90)


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


def tried(world: CircleWorld, answer: str, *days: int, problem: str = "alcool") -> list[Attempt]:
    return [
        actions.note_attempt(
            patient_id=world.patient.pk, by=world.by, now=MORNING,
            new=NewAttempt(
                answer, TODAY - timedelta(days=ago), "letter", "not_achieved", problem=problem
            ),
        )
        for ago in days
    ]  # fmt: skip


def read(world: CircleWorld) -> queries.History:
    return queries.require_history(world.by, world.patient.pk, now=MORNING)


def test_seven_cures_are_noticed_with_dates_and_reasons(world: CircleWorld) -> None:
    tried(world, "detox_stay", *CURES)
    (card,) = read(world).standing
    assert (card.label, len(card.attempts), card.problem) == ("Cure de sevrage", 7, "alcool")
    assert {reason.code for reason in card.reasons} == {"answer_repeated", "no_shared_goal"}
    assert len(read(world).revision) == 8


def test_what_must_be_repeated_is_never_a_question(world: CircleWorld) -> None:
    tried(world, "dialysis", *range(2, 100, 2))
    assert read(world).repetitions == ()


def test_a_line_noted_by_mistake_is_taken_back_once(world: CircleWorld) -> None:
    *_, last = tried(world, "detox_stay", 300, 200, 100)
    actions.withdraw_attempt(attempt_id=last.pk, by=world.by, now=MORNING)
    assert read(world).repetitions == ()
    with pytest.raises(Refused, match="attempt_withdrawn"):
        actions.withdraw_attempt(attempt_id=last.pk, by=world.by, now=MORNING)


def aside(world: CircleWorld, reason: str = "planned") -> None:
    actions.set_aside_repetition(
        patient_id=world.patient.pk, answer="detox_stay", problem="alcool", reason=reason,
        by=world.by, now=MORNING,
    )  # fmt: skip


def test_set_aside_it_is_silent_until_it_is_brought_back_or_happens_again(
    world: CircleWorld,
) -> None:
    tried(world, "detox_stay", 300, 200, 100)
    aside(world)
    (card,) = read(world).aside
    assert (read(world).standing, card.aside_id is None) == ((), False)
    assert card.aside_id is not None
    actions.bring_back_repetition(aside_id=card.aside_id, by=world.by, now=MORNING)
    assert len(read(world).standing) == 1
    aside(world)
    tried(world, "detox_stay", 10)
    assert len(read(world).standing) == 1
    told = Entry.objects.filter(act="care.repetition_aside").values_list("data", flat=True)
    assert "alcool" not in str(list(told))


@pytest.mark.parametrize(
    ("new", "code"),
    [(NewAttempt("cure", TODAY, "letter"), "attempt_unknown"),
     (NewAttempt("detox_stay", TODAY + timedelta(days=2), "letter"), "attempt_to_come"),
     (NewAttempt("detox_stay", TODAY, "letter", ended_on=TODAY - timedelta(days=1)),
      "attempt_ends_before")],
)  # fmt: skip
def test_what_cannot_have_been_tried_is_refused(
    world: CircleWorld, new: NewAttempt, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        actions.note_attempt(patient_id=world.patient.pk, new=new, by=world.by, now=MORNING)
    with pytest.raises(Refused, match="repetition_gone"):
        aside(world)
    with pytest.raises(Refused, match="aside_reason"):
        aside(world, "parce que")


def test_each_reads_the_answers_of_her_themes_and_no_other(
    world: CircleWorld, client: Client
) -> None:
    """A daughter who may know the daily life reads the help at home, not the cures."""
    tried(world, "detox_stay", *CURES)
    tried(world, "home_help_started", 400, problem="")
    daughter = account_with("Fille d’essai", "practitioner", situations.organization("A", "msp"))
    police = account_with("Brigadier d’essai", "practitioner", situations.organization("B", "msp"))
    for role, account in (("family", daughter), ("police", police)):
        member = world.join(role, AGREED, name=account.name)
        assert member.related
        member.related.account = account
        member.related.save(update_fields=["account"])
    with clock.frozen(MORNING):
        client.force_login(daughter)
        page = client.get(reverse("person-history", args=[world.patient.pk])).content.decode()
        assert "Mise en place d’une aide" in page
        assert "Cure de sevrage" not in page
        assert "Cela se répète" not in page
        client.force_login(police)
        assert client.get(reverse("person-history", args=[world.patient.pk])).status_code == 404
        sheet = client.get(reverse("person", args=[world.patient.pk])).content.decode()
        assert "Ce qui a été essayé" not in sheet
    new, by = NewAttempt("detox_stay", TODAY, "person"), viewer_of(daughter, now=MORNING)
    with pytest.raises(NotFound):
        actions.note_attempt(patient_id=world.patient.pk, new=new, by=by, now=MORNING)


def test_the_whole_goes_through_the_page(world: CircleWorld, client: Client) -> None:
    url = reverse("person-history", args=[world.patient.pk])
    with clock.frozen(MORNING):
        client.force_login(world.coordinator)
        for day in ("2024-01-10", "2024-09-10", "2025-06-10"):
            given = {"answer": "detox_stay", "started_on": day, "outcome": "unknown",
                     "source": "person", "problem": "Alcool"}  # fmt: skip
            assert client.post(url, given).status_code == 302
        assert client.post(url, {"answer": "detox_stay"}).status_code == 422
        sheet = client.get(reverse("person", args=[world.patient.pk])).content.decode()
        assert "Cure de sevrage : 3 fois, pour « Alcool »" in sheet
        assert "Aucun but partagé" in sheet
        assert "demandez-le" in sheet
        quiet = {"answer": "detox_stay", "problem": "alcool", "reason": "goal"}
        client.post(reverse("repetition-aside", args=[world.patient.pk]), quiet)
        assert "Mis de côté" in client.get(url).content.decode()
