"""A program reads her project and her treatments, as far as its structure's themes go."""

import json
from typing import Any

import pytest
from django.test import Client

from maillon.apps.care import actions
from maillon.apps.care.actions import NewWord
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, furnished
from tests.interop.fhir.project_scene import furnish
from tests.interop.fhir.test_reading import refused

pytestmark = pytest.mark.django_db
KINDS = ("CarePlan", "Goal", "MedicationStatement")


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)


@pytest.fixture
def asked() -> Asker:
    found = furnished()
    furnish(found)
    return found


def found(asker: Asker, of: Asker, kind: str) -> list[dict[str, Any]]:
    told = asker.json(f"{kind}?patient=Patient/{of.world.patient.pk}")
    entries = told.get("entry", [])
    assert told["total"] == len(entries)
    return [one["resource"] for one in entries]


def test_the_project_what_it_aims_at_and_what_she_takes_are_read_and_traced(asked: Asker) -> None:
    (plan,) = found(asked, asked, "CarePlan")
    goals = found(asked, asked, "Goal")
    sleep, pain = found(asked, asked, "MedicationStatement")
    assert plan["description"] == "Rester chez moi."
    assert {one["reference"] for one in plan["goal"]} == {f"Goal/{one['id']}" for one in goals}
    assert (sleep["status"], sleep["statusReason"]) == ("stopped", [{"text": "chutes la nuit"}])
    assert (pain["status"], pain["medicationCodeableConcept"]) == (
        "active",
        {"text": "Paracétamol"},
    )
    assert sleep["dosage"] == [{"text": "7,5 mg, le soir"}]
    for one in (plan, *goals, sleep, pain):
        assert asked.json(f"{one['resourceType']}/{one['id']}") == one
    rows = AccessLogEntry.objects.filter(viewer_kind="client", patient_id=asked.world.patient.pk)
    assert len(rows) == 8
    assert {"theme:medication", "theme:health"} <= {name for one in rows for name in one.fields}
    answer = Client().post(
        "/fhir/CarePlan/_search", f"subject={asked.world.patient.pk}", headers=asked.headers,
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert json.loads(answer.content)["total"] == 1


def test_each_theme_is_its_own_and_the_stranger_finds_nothing(asked: Asker) -> None:
    ids = {kind: [one["id"] for one in found(asked, asked, kind)] for kind in KINDS}
    stranger, partner = (furnished(name, birth_name=name) for name in ("Voisin", "Partenaire"))
    asked.world.join("coordination", NewWord("agreed", "voice", themes=("daily",)),
                     organization_id=partner.world.house.pk)  # fmt: skip
    furnish(stranger)  # the same right, on somebody else
    for kind in KINDS:
        assert found(stranger, asked, kind) == []
        for pk in ids[kind]:
            refused(stranger.get(f"{kind}/{pk}"), 404, "not-found")
    (plan,) = found(partner, asked, "CarePlan")
    (goal,) = found(partner, asked, "Goal")
    told = json.dumps([plan, goal], ensure_ascii=False)
    assert "tomber" in told
    assert "vertiges" not in told
    assert "Rester chez moi" not in told
    assert found(partner, asked, "MedicationStatement") == []
    hidden = [one for one in ids["Goal"] if one != goal["id"]]
    for path in (f"Goal/{hidden[0]}", f"MedicationStatement/{ids['MedicationStatement'][0]}"):
        refused(partner.get(path), 404, "not-found")


def test_an_opposition_empties_all_of_it(asked: Asker) -> None:
    ids = {kind: found(asked, asked, kind)[0]["id"] for kind in KINDS}
    actions.record_word(
        patient_id=asked.world.patient.pk, word=NewWord("opposed", "voice"), by=asked.world.by,
        now=MORNING,
    )  # fmt: skip
    for kind, pk in ids.items():
        assert found(asked, asked, kind) == []
        refused(asked.get(f"{kind}/{pk}"), 404, "not-found")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("CarePlan", 400, "not-supported"),
        ("Goal?patient=1&status=active", 400, "not-supported"),
        ("MedicationStatement?_id=1", 400, "not-supported"),
        ("MedicationStatement/1", 404, "not-found"),
        ("CarePlan/00000000-0000-4000-8000-000000000000", 404, "not-found"),
        ("Goal/1/_history", 405, "not-supported"),
    ],
)
def test_what_is_not_asked_of_one_person_is_refused(path: str, status: int, code: str) -> None:
    asked = furnished()
    refused(asked.get(path), status, code)
    assert asked.json("Goal?patient=personne")["total"] == 0
