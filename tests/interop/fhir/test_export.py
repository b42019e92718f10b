"""She takes everything away: to read, and for another system; nobody else does."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.care import actions
from maillon.apps.care.models import CareTeamMember
from maillon.apps.care.queries import link_viewer, own_export
from maillon.apps.journal.models import Entry
from maillon.kernel import clock
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, furnished

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)


def signed_in(asked: Asker) -> Client:
    browser = Client()
    browser.force_login(asked.world.coordinator)
    return browser


def kinds(content: bytes) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in json.loads(content)["entry"]:
        kind = entry["resource"]["resourceType"]
        found[kind] = found.get(kind, 0) + 1
    return found


def token_of(asked: Asker, **more: Any) -> str:
    return actions.give_link(
        patient_id=asked.world.patient.pk, by=asked.world.by, now=MORNING, **more
    )


def test_by_her_link_she_has_everything_and_who_read() -> None:
    asked = furnished()
    asked.json(f"CareTeam/{asked.team.pk}")
    token = token_of(asked)
    answer = Client().get(reverse("my-file-fhir", args=[token]))
    found = kinds(answer.content)
    assert {"Patient": 1, "CareTeam": 1, "RelatedPerson": 1}.items() <= found.items()
    assert {"Consent", "PractitionerRole", "Organization", "AuditEvent"} <= set(found)
    assert b"Logiciel d\xe2\x80\x99essai" in answer.content
    page = Client().get(reverse("my-file-pdf", args=[token]))
    assert page.content.startswith(b"%PDF-") or "Suzanne" in page.content.decode()
    told = own_export(link_viewer(token, now=MORNING), now=MORNING)
    assert told.person.birth_name == "Fournier"
    assert Client().get(reverse("my-file-fhir", args=["x" * 22])).status_code == 404


def test_who_represents_her_has_it_too_until_her_link_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = furnished()
    tutor = asked.world.join("tutor", name="M. Lenoir", represents=True)
    token = token_of(asked, representative_id=CareTeamMember.objects.get(pk=tutor.pk).related_id)
    assert Client().get(reverse("my-file-fhir", args=[token])).status_code == 200
    monkeypatch.setattr(clock, "_source", lambda: MORNING + timedelta(days=91))
    assert Client().get(reverse("my-file-fhir", args=[token])).status_code == 404


def test_a_coordinator_hands_it_over_and_the_journal_says_so() -> None:
    asked, stranger = furnished(), furnished("DAC voisin", birth_name="Lointain")
    path = reverse("person-export-fhir", args=[asked.world.patient.pk])
    assert signed_in(stranger).post(path).status_code == 404
    answer = signed_in(asked).post(path)
    assert kinds(answer.content)["Patient"] == 1
    pdf = reverse("person-export-pdf", args=[asked.world.patient.pk])
    assert signed_in(stranger).post(pdf).status_code == 404
    assert signed_in(asked).post(pdf).status_code == 200
    acts = Entry.objects.filter(act="care.exported").order_by("recorded_at", "pk")
    assert {one.data["form"] for one in acts} == {"fhir", "pdf"}
