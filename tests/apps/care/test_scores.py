"""A grid is entered by versions, answered with a person, and its score can be replayed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.care import actions, queries
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import Questionnaire, QuestionnaireResponse
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.desk import MORNING
from tests.factories.grids import document

pytestmark = pytest.mark.django_db
REPLAYED = INVARIANTS["P6 un score se recalcule de ses réponses"]
OLD = frozenset({"polypathology_over_65"})


def said(n: int) -> dict[str, str]:
    """So many yes, the other questions no."""
    return {f"q{k}": "yes" if k <= n else "no" for k in range(1, 27)}


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


def entered(world: CircleWorld, **more: Any) -> Any:
    return actions.save_grid(document=document(**more), by=world.by, now=MORNING)


def answered(world: CircleWorld, grid: Any, answers: dict[str, str], days: int = 0) -> Any:
    return actions.complete_response(
        patient_id=world.patient.pk, grid_id=grid, answers=answers, situations=OLD, by=world.by,
        now=MORNING + timedelta(days=days),
    )  # fmt: skip


def page(who: Account, route: str, *ids: object, **given: Any) -> tuple[int, str]:
    client = Client()
    client.force_login(who)
    ask = client.post if given else client.get
    with clock.frozen(MORNING):
        answer = ask(reverse(route, args=ids), given, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_builder_starts_from_the_published_thresholds_and_invents_no_question(
    world: CircleWorld,
) -> None:
    status, body = page(world.coordinator, "grids")
    assert status == 200
    assert "13 sur 26" in body
    assert "14 sur 28" in body
    assert "presse, à vérifier" in body
    client = Client()
    client.force_login(world.coordinator)
    blank = client.get(reverse("grid-new"), {"depuis": "escap"}).content.decode()
    assert 'name="limit_at_least" value="13"' in blank
    assert 'name="item_text" value="" ' in blank
    typed = {
        "title": "Essai", "version": "1", "since": "2026-01-01", "source_name": "le document",
        "source_confidence": "B", "limit_at_least": ["1"], "limit_out_of": [""],
        "limit_within": [""], "limit_source": ["le document"], "limit_confidence": ["B"],
        "limit_url": [""], "item_code": ["", ""], "item_within": ["", ""],
        "item_text": ["Tombe", "Oublie"], "item_answers": ["oui=1, non=0", "jamais=0, souvent=2"],
        "pasted": "Vit seule\n",
    }  # fmt: skip
    status, body = page(world.coordinator, "grid-new", **{**typed, "limit_at_least": ["9"]})
    assert status == 422
    assert "at_least" in body
    assert Questionnaire.objects.count() == 0
    assert page(world.coordinator, "grid-new", **typed)[0] == 200
    grid = Questionnaire.objects.get()
    assert [one["code"] for one in grid.document["items"]] == ["q1", "q2", "q3"]
    assert grid.document["thresholds"][0]["out_of"] == "4"


def test_a_score_keeps_its_version_and_the_next_one_is_owed(world: CircleWorld) -> None:
    grid = entered(world)
    first = answered(world, grid, said(14))
    row = queries.score_page(world.by, first, now=MORNING)
    assert (row.row.verdict, row.row.said, row.row.total) == ("reached", "14", "26")
    task = Task.objects.get(kind="care.rescore")
    assert (task.owner_account_id, task.due_at.date()) == (
        world.coordinator.pk, (MORNING + timedelta(days=90)).date(),
    )  # fmt: skip
    with pytest.raises(Refused, match="grid_used"):
        actions.save_grid(document=document(), grid_id=grid, by=world.by, now=MORNING)
    new = actions.new_grid_version(grid_id=grid, by=world.by, now=MORNING)
    again = answered(world, new, said(12), days=80)
    task.refresh_from_db()
    assert (task.outcome, Task.objects.filter(closed_at=None).count()) == ("scored", 1)
    history = queries.scores(world.by, world.patient.pk, now=MORNING)
    assert [one.verdict for one in history.rows] == ["not_reached", "reached"]
    pages = [queries.score_page(world.by, pk, now=MORNING) for pk in (first, again)]
    assert [len(one.changes) for one in pages] == [0, 2]
    assert list(REPLAYED(MORNING)) == []
    entry = Entry.objects.filter(act="care.scored").first()
    assert entry is not None
    assert set(entry.data) == {"grid", "version"}


def test_a_score_that_does_not_follow_from_its_answers_is_found(world: CircleWorld) -> None:
    response = QuestionnaireResponse.objects.get(pk=answered(world, entered(world), said(14)))
    response.result = response.result.replace('"14"', '"15"')
    response.save()
    assert len(list(REPLAYED(MORNING))) == 1


def test_what_is_answered_is_kept_at_every_touch_and_read_again(world: CircleWorld) -> None:
    grid, patient = entered(world), world.patient.pk
    assert page(world.coordinator, "grid-draft", patient, grid, **{"q-q1": "yes"})[0] == 200
    page(world.coordinator, "grid-draft", patient, grid, **{"q-q1": "yes", "q-q2": "no"})
    assert QuestionnaireResponse.objects.count() == 1
    _, body = page(world.coordinator, "grid-fill", patient, grid)
    assert 'name="q-q2" value="no" checked' in body
    status, body = page(
        world.coordinator, "grid-fill", patient, grid, **{"q-q1": "yes", "situation": list(OLD)}
    )
    assert status == 200
    assert "à compléter" in body
    assert "Restent à demander" in body
    assert page(world.coordinator, "person-scores", patient)[0] == 200
    assert QuestionnaireResponse.objects.get().status == "completed"


def test_whoever_does_not_read_about_her_health_neither_reads_nor_answers(
    world: CircleWorld,
) -> None:
    grid = entered(world)
    made = answered(world, grid, said(3))
    outside = world.gp_viewer  # no word of the person about her yet
    for ask in (
        lambda: queries.scores(outside, world.patient.pk, now=MORNING),
        lambda: queries.score_page(outside, made, now=MORNING),
        lambda: queries.filling(outside, world.patient.pk, grid, now=MORNING),
    ):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(Refused, match="grid_empty"):
        answered(world, grid, {})
    with pytest.raises(Refused, match="grid_answer_unknown"):
        answered(world, grid, {"q1": "perhaps"})
