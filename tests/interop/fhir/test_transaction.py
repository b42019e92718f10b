"""A program creates and changes: all of it or nothing, and never over somebody else's change."""

import copy
import json

import pytest

from maillon.apps.care.models import CareTeam, CareTeamMember, Patient
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import person
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, creation, furnished, participant, put
from tests.interop.fhir.test_reading import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)


@pytest.fixture
def asked() -> Asker:
    return furnished()


def test_a_person_her_word_and_her_circle_come_in_together(asked: Asker) -> None:
    answer = asked.send(creation(asked))
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)
    assert told["type"] == "transaction-response"
    team, person, _ = (one["response"] for one in told["entry"])
    assert (team["status"], person["status"]) == ("201 Created", "201 Created")
    read = asked.json(team["location"].partition("/_history")[0])
    assert read["subject"]["reference"] == person["location"]
    assert len(read["participant"]) == 2
    patient = Patient.objects.get(pk=person["location"].partition("/")[2])
    assert (patient.birth_name, patient.status) == ("Marchand", "PROV")


@pytest.mark.parametrize("fault", ["word", "member", "role", "reference", "family", "method"])
def test_one_fault_and_nothing_is_written(asked: Asker, fault: str) -> None:
    bundle = creation(asked)
    team, person, word = (one["resource"] for one in bundle["entry"])
    match fault:
        case "word":
            bundle["entry"].pop()
        case "member":
            team["participant"][0]["member"]["reference"] = "PractitionerRole/" + "0" * 32
        case "role":
            team["participant"][0]["role"] = []
        case "reference":
            word["patient"] = {"reference": "urn:uuid:nobody"}
        case "family":
            del person["name"][0]["family"]
        case "method":
            bundle["entry"][0]["request"]["method"] = "PATCH"
    before = (Patient.objects.count(), CareTeam.objects.count(), CareTeamMember.objects.count())
    answer = asked.send(bundle)
    assert answer.status_code == 422, answer.content
    assert json.loads(answer.content)["issue"][0]["expression"]
    assert before == (
        Patient.objects.count(), CareTeam.objects.count(), CareTeamMember.objects.count()
    )  # fmt: skip


def test_a_conditional_creation_meets_the_person_who_is_there(asked: Asker) -> None:
    known = "birthdate=1941-05-04&family=Fournier"
    bundle = creation(asked, ifNoneExist=known)
    del bundle["entry"][2], bundle["entry"][0]
    told = json.loads(asked.send(bundle).content)
    assert told["entry"][0]["response"] == {
        "status": "200 OK", "location": f"Patient/{asked.world.patient.pk}"
    }  # fmt: skip
    person(asked.world.house)
    refused(asked.send(bundle), 412, "multiple-matches")
    stranger = furnished("DAC voisin", birth_name="Lointain")
    told = json.loads(stranger.send(bundle).content)
    assert told["entry"][0]["response"]["status"] == "201 Created"


def test_an_ins_that_comes_with_her_is_met_again(asked: Asker) -> None:
    ins = {"system": "urn:oid:1.2.250.1.213.1.4.10", "value": "238024220712345"}
    bundle = creation(asked, ifNoneExist=f"identifier={ins['system']}|{ins['value']}")
    bundle["entry"][1]["resource"]["identifier"] = [ins]
    first = json.loads(asked.send(bundle).content)["entry"][1]["response"]
    again = copy.deepcopy(bundle)
    del again["entry"][2], again["entry"][0]
    second = json.loads(asked.send(again).content)["entry"][0]["response"]
    assert (first["status"], second["status"]) == ("201 Created", "200 OK")
    assert first["location"] == second["location"]


def test_a_change_brings_members_in_and_ends_others(asked: Asker) -> None:
    team = asked.json(f"CareTeam/{asked.team.pk}")
    nurse = situations.role("Inès", "Morel", "42207")
    team["participant"].append(participant("PractitionerRole", nurse.pk, "nurse"))
    gp = next(one for one in team["participant"] if "Role" in one["member"]["reference"])
    gp["period"]["end"] = "2026-12-01"
    answer = asked.send(put(team, team["meta"]["versionId"]))
    assert answer.status_code == 200, answer.content
    now = asked.json(f"CareTeam/{asked.team.pk}")
    assert len(now["participant"]) == 4
    assert [one["period"].get("end") for one in now["participant"]].count("2026-12-01") == 1
    told = json.loads(answer.content)["entry"][0]["response"]
    assert told["etag"] == f'W/"{now["meta"]["versionId"]}"'
    refused(asked.send(put(team, team["meta"]["versionId"])), 412, "conflict")
    refused(asked.send(put(team)), 412, "conflict")


def test_nobody_vanishes_or_moves_by_a_change(asked: Asker) -> None:
    team = asked.json(f"CareTeam/{asked.team.pk}")
    for change in (
        {"participant": team["participant"][:1]},
        {"subject": {"reference": "Patient/other"}},
    ):
        refused(
            asked.send(put({**team, **change}, team["meta"]["versionId"])), 422, "business-rule"
        )


def test_the_stranger_changes_nothing(asked: Asker) -> None:
    stranger = furnished("DAC voisin", birth_name="Lointain")
    team = asked.json(f"CareTeam/{asked.team.pk}")
    refused(stranger.send(put(team, team["meta"]["versionId"])), 404, "not-found")
    bundle = creation(stranger)
    bundle["entry"].pop(1)
    for entry in bundle["entry"]:
        holder = "subject" if "subject" in entry["resource"] else "patient"
        entry["resource"][holder] = {"reference": f"Patient/{asked.world.patient.pk}"}
    refused(stranger.send(bundle), 404, "not-found")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b" ", 400, "structure"),
        (b"{", 400, "structure"),
        (b"[]", 400, "structure"),
        (b"\xff\xfe", 400, "structure"),
        (b'{"resourceType": NaN}', 400, "structure"),
        (b'{"type": "a", "type": "b"}', 400, "structure"),
        (b"[" * 5000 + b"]" * 5000, 400, "structure"),
        (b'{"a":"' + b"x" * 1_000_001 + b'"}', 413, "too-long"),
        (b'{"resourceType": "Patient"}', 400, "invalid"),
        (b'{"resourceType": "Bundle", "type": "batch"}', 400, "invalid"),
        (b'{"resourceType": "Bundle", "type": "transaction"}', 422, "too-costly"),
        (b'{"resourceType": "Bundle", "type": "transaction", "entry": [1]}', 422, "structure"),
        (b'{"resourceType": "Bundle", "type": "transaction", "entry": [{}]}', 422, "required"),
    ],
)
def test_hostile_bodies_are_refused(asked: Asker, body: bytes, status: int, code: str) -> None:
    refused(asked.send(body), status, code)
