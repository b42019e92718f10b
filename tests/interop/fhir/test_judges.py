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
from maillon.kernel import clock
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, creation, furnished

HERE = Path(__file__).parent / "judges"
NODE = shutil.which("node") or str(Path(".venv/bin/node").resolve())
ABSENT = "the FHIR validators are not installed: tools/test-judges"


def refusals(resources: list[Any]) -> list[str]:
    """What the validators refuse in these resources; one process for all of them."""
    said = subprocess.run(
        [NODE, "judge.mjs"], cwd=HERE, input=json.dumps(resources), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    found: list[str] = json.loads(said.stdout)
    return found


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
    members = [one["member"]["reference"] for one in team["participant"]]
    role = next(one for one in members if one.startswith("PractitionerRole"))
    words = [f"Consent/{one.pk}" for one in patient.words.all()]
    paths = [
        "metadata", f"{path}/_history", f"{path}/_history/1", f"Patient/{patient.pk}", *members,
        *words, asked.json(role)["practitioner"]["reference"], "CareTeam?status=inactive",
        "CareTeam?_include=CareTeam:subject&_include=CareTeam:participant",
    ]  # fmt: skip
    answers = [asked.get("CareTeam?x=y"), asked.get("Patient/x"), asked.send(creation(asked))]
    token = actions.give_link(patient_id=patient.pk, by=asked.world.by, now=MORNING)
    answers.append(Client().get(reverse("my-file-fhir", args=[token])))
    return [team, *map(asked.json, paths), *(json.loads(one.content) for one in answers)]


@pytest.mark.django_db
def test_two_validators_accept_all_that_is_emitted(monkeypatch: pytest.MonkeyPatch) -> None:
    if not (HERE / "node_modules" / ".stamp").exists() and os.environ.get("CI") != "true":
        pytest.skip(ABSENT)
    monkeypatch.setattr(clock, "_source", lambda: MORNING)
    resources = _emitted(furnished())
    assert len(resources) > 15
    wrong = [
        {"resourceType": "CareTeam", "id": "bad", "status": "vague"},
        {"resourceType": "Patient", "id": "bad", "birthday": "1941-05-04"},
    ]
    found = refusals([*resources, *wrong])
    assert {one for one in found if "/bad" not in one} == set()
    assert {one.partition(",")[0] for one in found} == {"medplum", "fhir"}
