"""Others judge: two validators read all that is emitted, two foreign clients ask a real server."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.care import actions
from maillon.interop.fhir.lists import LISTS
from maillon.kernel import clock
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, creation, furnished
from tests.interop.fhir.project_scene import furnish

HERE = Path(__file__).parent / "judges"
NODE = shutil.which("node") or str(Path(".venv/bin/node").resolve())
CDS = "https://interop.esante.gouv.fr/ig/fhir/cds/StructureDefinition"
CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition"
ABSENT = "the FHIR validators are not installed: tools/test-judges"


def refusals(resources: list[Any]) -> list[str]:
    """What the validators refuse in these resources; one process for all of them."""
    said = subprocess.run(
        [NODE, "judge.mjs"], cwd=HERE, input=json.dumps(resources), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    found: list[str] = json.loads(said.stdout)
    return found


def claims(told: Any) -> set[str]:
    """Every profile that is claimed, in Bundles too."""
    if isinstance(told, list):
        return {url for one in told for url in claims(one)}
    if not isinstance(told, dict):
        return set()
    own = told.get("meta", {}).get("profile", []) if "resourceType" in told else []
    return set(own) | claims([one.get("resource") for one in told.get("entry", [])])


def asked_lists(patient: object) -> list[str]:
    return [f"{kind}?patient={patient}" for kind in LISTS]


def _emitted(asked: Asker) -> list[Any]:
    """Everything this server says, errors and answers included."""
    patient = asked.world.patient
    actions.record_ins(
        patient_id=patient.pk, number="241054220712345", system="test", source="insi",
        by=asked.world.by, now=MORNING,
    )  # fmt: skip
    actions.move_identity(
        patient_id=patient.pk, event="document_seen", reason="card", by=asked.world.by, now=MORNING
    )
    path = f"CareTeam/{asked.team.pk}"
    team = asked.json(path)
    furnish(asked)
    members = [one["member"]["reference"] for one in team["participant"]]
    role = next(one for one in members if one.startswith("PractitionerRole"))
    words = [f"Consent/{one.pk}" for one in patient.words.all()]
    paths = [
        "metadata", f"{path}/_history", f"{path}/_history/1", f"Patient/{patient.pk}", *members,
        *words, *asked_lists(patient.pk), "CareTeam?status=inactive",
        asked.json(role)["practitioner"]["reference"],
        "CareTeam?_include=CareTeam:subject&_include=CareTeam:participant",
    ]  # fmt: skip
    answers = [asked.get("CareTeam?x=y"), asked.get("Patient/x"), asked.send(creation(asked))]
    token = actions.give_link(patient_id=patient.pk, by=asked.world.by, now=MORNING)
    taken = Client().get(reverse("my-file-fhir", args=[token]))
    kinds = {one["resource"]["resourceType"] for one in json.loads(taken.content)["entry"]}
    assert {"Patient", "CareTeam", "CarePlan", "Goal", "Consent", "MedicationStatement"} <= kinds
    answers.append(taken)
    return [team, *map(asked.json, paths), *(json.loads(one.content) for one in answers)]


@pytest.mark.django_db
def test_two_validators_accept_all_that_is_emitted(monkeypatch: pytest.MonkeyPatch) -> None:
    if not (HERE / "node_modules" / ".stamp").exists() and os.environ.get("CI") != "true":
        pytest.skip(ABSENT)
    monkeypatch.setattr(clock, "_source", lambda: MORNING)
    resources = _emitted(furnished())
    assert len(resources) > 15
    assert claims(resources) == {f"{CDS}/cds-ihe-careteam", f"{CORE}/fr-core-patient",
                                 f"{CORE}/fr-core-related-person"}  # fmt: skip
    wrong = [
        {
            "resourceType": "CareTeam",
            "id": "bad",
            "status": "active",
            "meta": {"profile": [f"{CDS}/cds-ihe-careteam"]},
        },
        {
            "resourceType": "Patient",
            "id": "bad",
            "name": [{"use": "official", "family": "Fournier"}],
            "meta": {"profile": [f"{CORE}/fr-core-patient"]},
        },
        {
            "resourceType": "Organization",
            "id": "bad",
            "name": "DAC",
            "meta": {"profile": [f"{CORE}/fr-core-organization"]},
        },
        {"resourceType": "CareTeam", "id": "bad", "status": "vague"},
        {"resourceType": "Patient", "id": "bad", "birthday": "1941-05-04"},
    ]
    found = refusals([*resources, *wrong])
    assert {one for one in found if "/bad" not in one} == set()
    assert {one.partition(",")[0] for one in found} == {"medplum", "fhir", "profile"}
    assert len([one for one in found if one.startswith("profile")]) == 3
