"""The project of a team: nobody overwrites anybody, an action is one task."""

import io
import json
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from maillon.apps.accounts.models import Account
from maillon.apps.journal.models import Entry
from maillon.apps.projects import actions, queries
from maillon.apps.projects.actions import NewAction, NewEvaluation
from maillon.apps.projects.invariants import INVARIANTS
from maillon.apps.projects.models import ProjectAdoption, SectionVersion
from maillon.apps.projects.outline import CONFIDENCE, outlines
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.projects import written
from tests.factories.structures import coordinator, member, proof, refused

SOON = TODAY + timedelta(days=20)


def test_every_heading_has_its_source_and_says_how_sure_it_is() -> None:
    for one in outlines().values():
        assert all(each.sources and each.confidence in CONFIDENCE for each in one.sections)
        assert one.note


@pytest.mark.django_db
def test_two_people_write_at_once_and_both_texts_stay(by: AccountViewer, house: UUID,
                                                      world: DeskWorld) -> None:  # fmt: skip
    told = written(by, house)
    paul = coordinator(world, "practitioner")
    page = queries.section_page(paul, told.section_id)
    assert page.head is not None
    assert (page.head.text, [one.text for one in page.waiting]) == (
        "Le texte en place.", ["Le texte à côté."],
    )  # fmt: skip
    with refused("section_moved"):
        actions.settle_conflict(version_id=told.aside_id, seen=0, text="x", by=paul, now=MORNING)
    with refused("adoption_conflict"):
        actions.adopt_project(project_id=told.project_id, body="AG", adopted_on=TODAY, by=by,
                              now=MORNING)  # fmt: skip
    actions.settle_conflict(version_id=told.aside_id, seen=1, text="Les deux.", by=paul,
                            now=MORNING)  # fmt: skip
    with refused("section_settled"):
        actions.settle_conflict(version_id=told.aside_id, seen=3, text="x", by=by, now=MORNING)
    versions = queries.versions_page(by, told.section_id, before=None, after=None)
    assert [(one.number, one.text, one.aside) for one in versions.rows] == [
        (3, "Les deux.", False), (2, "Le texte à côté.", True), (1, "Le texte en place.", False),
    ]  # fmt: skip
    assert {one.by for one in versions.rows} == {queries.section_page(by, told.section_id)
                                                 .head.by, versions.rows[1].by}  # type: ignore[union-attr]  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        SectionVersion.objects.filter(number=1).update(aside=True)


@pytest.mark.django_db
def test_an_action_confided_is_one_task_that_ends_with_it(by: AccountViewer, house: UUID) -> None:
    told = written(by, house)
    nurse = member(by, house)
    other = member(by, house, name="Sacha Essai", profession="10")
    with refused("action_past"):
        actions.entrust_action(action_id=told.action_id, owner_id=nurse.pk, by=by, now=MORNING,
                               due_on=TODAY - timedelta(days=1))  # fmt: skip
    for who in (nurse, other):
        actions.entrust_action(action_id=told.action_id, owner_id=who.pk, due_on=SOON, by=by,
                               now=MORNING)  # fmt: skip
    task = Task.objects.get(kind="projects.action")
    assert task.owner_group == "organization"  # nobody of the two has an account
    late = queries.plan_page(by, told.project_id, now=MORNING + timedelta(days=30))
    assert [one.state for goal in late.objectives for one in goal.actions] == ["late"]
    kept = actions.add_indicator(action_id=told.action_id, label="Chutes", unit="", by=by,
                                 start=Decimal(19), target=Decimal(14), now=MORNING)  # fmt: skip
    with refused("reading_later"):
        actions.note_reading(indicator_id=kept.pk, day=SOON, value=Decimal(1), by=by, now=MORNING)
    for value in (18, 13):
        actions.note_reading(indicator_id=kept.pk, day=TODAY, value=Decimal(value), by=by,
                             now=MORNING)  # fmt: skip
    actions.evaluate_action(action_id=told.action_id, new=NewEvaluation("si", "m", "r", "keep"),
                            by=by, now=MORNING)  # fmt: skip
    actions.end_action(action_id=told.action_id, outcome="done", by=by, now=MORNING)
    with refused("action_ended"):
        actions.end_action(action_id=told.action_id, outcome="done", by=by, now=MORNING)
    task.refresh_from_db()
    assert task.outcome == "done"
    done = queries.plan_page(by, told.project_id, now=MORNING).progress
    assert (done.ended, done.reached, done.evaluated) == (1, 1, 1)
    assert not [words for check in INVARIANTS.values() for words in check(MORNING)]
    Task.objects.filter(pk=task.pk).update(closed_at=None, outcome="")
    assert [words for check in INVARIANTS.values() for words in check(MORNING)]


@pytest.mark.django_db
def test_what_was_adopted_is_read_as_it_was(by: AccountViewer, house: UUID) -> None:
    told = written(by, house)
    proof(by, house, "external", title="Lettre de sortie")
    actions.settle_conflict(version_id=told.aside_id, seen=1, text="Avant.", by=by, now=MORNING)
    with refused("adoption_later"):
        actions.adopt_project(project_id=told.project_id, body="AG", adopted_on=SOON, by=by,
                              now=MORNING)  # fmt: skip
    adopted = actions.adopt_project(project_id=told.project_id, body="AG", adopted_on=TODAY, by=by,
                                    now=MORNING)  # fmt: skip
    later = MORNING + timedelta(hours=1)
    actions.write_section(section_id=told.section_id, seen=3, text="Après.", by=by, now=later)
    then = queries.document(by, told.project_id, now=later, number=1)
    today = queries.document(by, told.project_id, now=later)
    assert (then.told["sections"][0]["text"], today.told["sections"][0]["text"]) == (
        "Avant.", "Après.",
    )  # fmt: skip
    assert queries.project_page(by, house, now=later).changed
    assert Entry.objects.get(act="projects.adopted").documents == [adopted.digest]
    assert "Avant." not in json.dumps([*ProjectAdoption.objects.values_list("content")])
    with pytest.raises(NotFound):
        queries.document(by, told.project_id, now=later, number=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProjectAdoption.objects.filter(pk=adopted.pk).delete()


@pytest.mark.django_db
def test_the_whole_project_leaves_with_its_annexes(
    client: Client, by: AccountViewer, house: UUID
) -> None:
    told = written(by, house)
    nurse = member(by, house)
    proof(by, house, "external", title="Lettre de sortie")
    actions.write_group(project_id=told.project_id, name="Chutes", purpose="", members=[nurse.pk],
                        leader=None, by=by, now=MORNING)  # fmt: skip
    with refused("partner_empty"):
        actions.add_partner(project_id=told.project_id, organization_id=None, name=" ", role="",
                            since=None, by=by, now=MORNING)  # fmt: skip
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        act = reverse("project-plan-act", args=[told.project_id])
        client.post(act, {"geste": "partner", "partner_text": "Mairie fictive", "role": "la salle"})
        word = client.get(reverse("project-docx", args=[told.project_id]))
        pdf = client.get(reverse("project-pdf", args=[told.project_id]))
        printed = client.get(reverse("project-print", args=[told.project_id])).content.decode()
    text = "\n".join(one.text for one in Document(io.BytesIO(word.content)).paragraphs)
    for words in ("Le texte en place.", "Un atelier", "Chutes : Camille Essai",
                  "Mairie fictive : la salle", "Lettre de sortie"):  # fmt: skip
        assert words in text
    assert "Mairie fictive" in printed
    assert pdf.content.startswith(b"%PDF") or pdf.status_code == 302
    assert "Deux textes" not in printed


@pytest.mark.django_db
def test_the_pages_say_who_wrote_and_lose_no_word(
    client: Client, by: AccountViewer, house: UUID
) -> None:
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        begun = client.get(reverse("project", args=[house])).content.decode()
        assert "Commencer le projet" in begun
        client.post(reverse("project-act", args=[house]), {"geste": "open"})
        page = queries.project_page(by, house, now=MORNING)
        where = reverse("project-section", args=[page.sections[0].id])
        client.post(where, {"text": "Un texte.\r\nSa suite.", "seen": 0})
        same = client.post(where, {"text": "Un texte.\nSa suite.", "seen": 1})
        assert same.status_code == 422
        beside = client.post(where, {"text": "Un autre <b>texte</b>.", "seen": 0}, follow=True)
        shown = beside.content.decode()
        assert "Deux textes à réunir" in shown
        assert "<b>texte</b>" not in shown
        aside = SectionVersion.objects.get(aside=True)
        moved = client.post(reverse("project-conflict", args=[aside.pk]), {"text": "R", "seen": 0})
        assert moved.status_code == 422
        assert ">R</textarea>" in moved.content.decode().replace("\nR", "R")
        listed = client.get(reverse("project-versions", args=[page.sections[0].id]))
        assert listed.content.decode().count("à réunir") == 1
        client.post(reverse("project-comment", args=[page.sections[0].id]), {"comment": "Relire"})
        comment = queries.section_page(by, page.sections[0].id).open_comments[0]
        client.post(reverse("project-resolve", args=[comment.id]))
        assert not queries.section_page(by, page.sections[0].id).open_comments


@pytest.mark.django_db
def test_the_team_writes_who_leads_decides_strangers_see_nothing(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    told = written(by, house)
    nurse = coordinator(world, "practitioner")
    actions.write_section(section_id=told.section_id, seen=1, text="Autre.", by=nurse, now=MORNING)
    with pytest.raises(NotFound):
        actions.add_objective(project_id=told.project_id, text="Un but", by=nurse, now=MORNING)
    with pytest.raises(NotFound):
        actions.end_action(action_id=told.action_id, outcome="done", by=nurse, now=MORNING)
    mine = member(by, house, account_id=nurse.account_id)
    actions.entrust_action(action_id=told.action_id, owner_id=mine.pk, due_on=SOON, by=by,
                           now=MORNING)  # fmt: skip
    assert Task.objects.get(kind="projects.action").owner_account_id == nurse.account_id
    actions.end_action(action_id=told.action_id, outcome="done", by=nurse, now=MORNING)
    stranger = AccountViewer(by.account_id, ())
    for read in (
        lambda: queries.section_page(stranger, told.section_id),
        lambda: queries.plan_page(stranger, told.project_id, now=MORNING),
        lambda: queries.document(stranger, told.project_id, now=MORNING),
        lambda: queries.project_page(stranger, house, now=MORNING),
    ):
        with pytest.raises(NotFound):
            read()
    assert queries.project_tasks(stranger, [told.action_id]) == {}
    elsewhere = NewAction("x", owner_id=told.section_id)
    goal = queries.plan_page(by, told.project_id, now=MORNING).objectives[0].id
    with pytest.raises(NotFound):
        actions.add_action(objective_id=goal, new=elsewhere, by=by, now=MORNING)
