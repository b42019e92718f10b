"""A coordinator's day: six inboxes, each line opens what it is about; the circles she holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewWord
from maillon.apps.cockpit import queries
from maillon.apps.cockpit.actions import note_errand, settle_errand
from maillon.apps.desk.actions import draft_from_circle
from maillon.apps.desk.models import Draft
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.inboxes import INBOXES
from maillon.apps.welcome.actions import open_check
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import AGREED, CircleWorld, circle_world, person
from tests.factories.desk import MORNING, TODAY, person_of
from tests.factories.grids import document
from tests.factories.help import asked_for_help
from tests.factories.resources import local_resource

pytestmark = pytest.mark.django_db
OLD = MORNING + timedelta(days=200)


@pytest.fixture
def world() -> CircleWorld:
    for insee in ("42207", "42110"):
        situations.commune(insee)
    return circle_world()


def noted(world: CircleWorld, inbox: str = "prevention", **more: Any) -> Any:
    given: dict[str, Any] = {
        "organization_id": world.house.pk, "inbox": inbox, "text": "Préparer l’atelier",
        "due_on": TODAY + timedelta(days=2), "by": world.by, "now": MORNING, **more,
    }  # fmt: skip
    return note_errand(**given)


def test_each_thing_waits_in_its_inbox_and_opens_what_it_is_about(world: CircleWorld) -> None:
    row = asked_for_help(world.by, world.house.pk, MORNING)
    resource = local_resource(by=world.by)
    open_check({"resource": str(resource), "stale_on": "2026-11-24"}, MORNING)
    open_check({"resource": str(resource), "stale_on": "2027-05-24"}, OLD)
    errand = noted(world)
    found = {one.code: one for one in queries.cockpit(world.by, now=OLD).inboxes}
    assert list(found) == list(INBOXES)
    assert {code: one.count for code, one in found.items() if one.count} == {
        "welcome": 1, "outside": 1, "prevention": 1,
    }  # fmt: skip
    (line,) = found["welcome"].lines
    assert line.url == reverse("welcome-request", args=[row.pk])
    assert (line.title, "Madame" in line.about) == ("Lire et rappeler : repas, courses", False)
    assert found["outside"].lines[0].title == "Revérifier : Les voisins du Creux"
    assert (found["welcome"].late, found["outside"].late) == (1, 0)
    assert found["welcome"].oldest == "depuis 200\u00a0jours"
    assert found["prevention"].lines[0].errand_id == errand.pk
    settle_errand(errand_id=errand.pk, outcome="done", by=world.by, now=OLD)
    assert queries.one_inbox(world.by, "prevention", now=OLD).count == 0


def test_a_grid_to_ask_again_opens_the_person_and_names_nobody_she_may_not_read(
    world: CircleWorld,
) -> None:
    grid = care.save_grid(document=document(), by=world.by, now=MORNING)
    care.complete_response(
        patient_id=world.patient.pk, grid_id=grid, answers={f"q{n}": "yes" for n in range(1, 27)},
        situations=frozenset({"polypathology_over_65"}), by=world.by, now=MORNING,
    )  # fmt: skip
    (line,) = queries.one_inbox(world.by, "guarantor", now=MORNING).lines
    assert line.title.startswith("Refaire la grille de ")
    assert line.url == reverse("person", args=[world.patient.pk])
    care.record_word(
        patient_id=world.patient.pk, word=NewWord("opposed", "voice"), by=world.by, now=MORNING
    )
    (line,) = queries.one_inbox(world.by, "guarantor", now=MORNING).lines
    assert (line.title, line.url) == ("Refaire une grille", "")


def test_what_is_noted_is_her_structures_and_nobody_elses(world: CircleWorld) -> None:
    errand = noted(world)
    other = circle_world("Un autre DAC", birth_name="Autre")
    assert queries.cockpit(other.by, now=MORNING).count == 0
    for wrong in ({"text": " "}, {"inbox": "x"}, {"due_on": TODAY - timedelta(days=1)}):
        with pytest.raises(Refused):
            noted(world, **wrong)
    with pytest.raises(NotFound):
        settle_errand(errand_id=errand.pk, outcome="done", by=other.by, now=MORNING)
    with pytest.raises(NotFound):
        queries.cockpit(world.gp_viewer, now=MORNING)


def test_what_is_set_aside_says_why_and_may_be_taken_up_again(world: CircleWorld) -> None:
    errand, client = noted(world, "welcome"), Client()
    settled = reverse("errand-settle", args=[errand.pk])
    client.force_login(world.coordinator)
    with clock.frozen(MORNING):
        page = client.post(settled, {"outcome": "dropped"}, follow=True).content.decode()
        assert "dites pourquoi vous le mettez de côté" in page
        assert queries.one_inbox(world.by, "welcome", now=MORNING).count == 1
        client.post(settled, {"outcome": "dropped", "aside": "person"})
        page = client.get(reverse("cockpit-inbox", args=["welcome"])).content.decode()
    assert "la personne n’en veut pas" in page
    told = queries.one_inbox(world.by, "welcome", now=MORNING)
    assert (told.count, told.aside[0].text) == (0, "Préparer l’atelier")
    with clock.frozen(MORNING):
        again = reverse("errand-take-up", args=[errand.pk])
        assert "de nouveau à faire" in client.post(again, follow=True).content.decode()
        assert "déjà repris" in client.post(again, follow=True).content.decode()
    told = queries.one_inbox(world.by, "welcome", now=MORNING)
    assert (told.count, told.aside) == (1, ())
    acts = Entry.objects.filter(act__startswith="cockpit.").order_by("recorded_at", "pk")
    assert {one.act for one in acts} == {"cockpit.noted", "cockpit.settled", "cockpit.taken_up"}
    settle_errand(errand_id=errand.pk, outcome="done", by=world.by, now=MORNING)


def test_the_circles_are_searched_sorted_traced_and_cost_the_same_questions(
    world: CircleWorld,
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.caseload(world.by, now=MORNING)
            queries.cockpit(world.by, now=MORNING)
        return len(asked)

    noted(world)
    before = questions()
    for number in range(12):
        other = person(
            world.house, birth_name=f"Nom{number}", birth_date=f"0{1 + number % 9}/05/1950"
        )
        care.open_circle(
            patient_id=other.pk, situation="isolation", word=AGREED, by=world.by, now=MORNING
        )
        noted(world)
    assert questions() == before
    traced = AccessLogEntry.objects.filter(object_type="circle").count()
    rows = queries.caseload(world.by, "isolement nom1", sort="name", now=MORNING).rows
    assert [row.name for row in rows] == ["Suzanne Nom1", "Suzanne Nom10", "Suzanne Nom11"]
    assert rows[0].last_contact == MORNING
    assert AccessLogEntry.objects.filter(object_type="circle").count() == traced + 3


def test_her_home_is_the_cockpit_and_no_name_stands_in_an_address(
    world: CircleWorld, client: Client
) -> None:
    client.force_login(world.coordinator)
    with clock.frozen(MORNING):
        home = client.get("/").content.decode()
        assert all(label in home for label in INBOXES.values())
        typed = {"text": "Appeler la mairie", "inbox": "outside", "due_on": "2026-11-26"}
        assert client.post(reverse("errand-note"), typed).status_code == 303
        assert client.post(reverse("errand-note"), typed | {"text": ""}).status_code == 422
        page = client.get(reverse("cockpit-inbox", args=["outside"])).content.decode()
        assert "Appeler la mairie" in page
        assert client.get(reverse("cockpit-inbox", args=["x"])).status_code == 404
        found = client.post(reverse("caseload"), {"q": "fournier"}).content.decode()
        assert "Suzanne Fournier" in found
        assert (
            "Aucun réseau de ce nom"
            in client.post(reverse("caseload"), {"q": "zzz"}).content.decode()
        )


def test_a_request_opens_the_circle_and_the_circle_a_request_that_knows(client: Client) -> None:
    desk = situations.saint_chamond()
    request = situations.request_searching(desk, living={"floor": "2", "alone": True})
    who = person_of(request).pk
    client.force_login(desk.agent)
    said = {"situation": "return_home", "word": "agreed", "means": "phone"}
    with clock.frozen(MORNING):
        for _ in range(2):  # opened, then found open
            answer = client.post(reverse("request-circle", args=[request.pk]), said)
            assert answer.headers["Location"] == reverse("person", args=[who])
    by = viewer_of(desk.agent, now=MORNING)
    draft = draft_from_circle(patient_id=who, desk_id=desk.desk.pk, by=by, now=MORNING)
    payload = Draft.objects.get(pk=draft.pk).payload
    for known in (str(who), '"floor": ["2"]', '"living": ["alone"]', '"usual"', '"gp"'):
        assert known in payload, known
