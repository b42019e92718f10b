"""What a program changes of a circle that is there: its end, who is close, how she is reached."""

import copy
import json
from typing import Any

import pytest

from maillon.apps.care.actions import NewWord
from maillon.apps.care.models import CareTeam, CareTeamMember, Consent, Patient, RelatedPerson
from maillon.apps.journal.models import Entry
from maillon.kernel import clock
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import (
    Asker,
    bundled,
    changed,
    creation,
    furnished,
    participant,
    posted,
    put,
)
from tests.interop.fhir.test_reading import refused

pytestmark = pytest.mark.django_db
CLOSING = "urn:maillon:careteam-closing"
LUCIE = "urn:uuid:5d6ab5f4-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)


@pytest.fixture
def asked() -> Asker:
    return furnished()


def done(answer: Any) -> list[dict[str, str]]:
    """What became of each entry."""
    assert answer.status_code == 200, answer.content
    return [one["response"] for one in json.loads(answer.content)["entry"]]


def relative(asked: Asker, role: str = "neighbour", **more: Any) -> dict[str, Any]:
    coding = {"system": "urn:maillon:careteam-role", "code": role}
    return {
        "resourceType": "RelatedPerson", "name": [{"family": "Berger", "given": ["Paul"]}],
        "patient": {"reference": f"Patient/{asked.world.patient.pk}"},
        "telecom": [{"system": "phone", "value": "01 99 00 22 33"}],
        "relationship": [{"coding": [coding]}], **more,
    }  # fmt: skip


def told_closed(team: dict[str, Any], reason: str = "", **more: Any) -> dict[str, Any]:
    said = {"extension": [{"url": CLOSING, "valueCode": reason}]} if reason else {}
    return put({**team, "status": "inactive", **said, **more}, team["meta"]["versionId"])


def test_a_circle_is_closed_with_its_reason_and_then_read_no_more(asked: Asker) -> None:
    path = f"CareTeam/{asked.team.pk}"
    team = asked.json(path)
    for reason in ("", "because"):
        said = refused(asked.send(told_closed(team, reason)), 422, "required")
        assert "moved" in said
    ahead = {"period": {**team["period"], "end": "2030-01-01T00:00:00Z"}}
    refused(asked.send(told_closed(team, "moved", **ahead)), 422, "business-rule")
    refused(asked.send(put({**team, **ahead}, team["meta"]["versionId"])), 422, "business-rule")
    stranger = furnished("DAC voisin", birth_name="Lointain")
    refused(stranger.send(told_closed(team, "moved")), 404, "not-found")
    (told,) = done(asked.send(told_closed(team, "moved")))
    number = int(team["meta"]["versionId"]) + 1
    assert told["location"] == f"{path}/_history/{number}"
    kept = CareTeam.objects.get(pk=asked.team.pk)
    assert (kept.closing, kept.closed_at) == ("moved", MORNING)
    assert Entry.objects.filter(act="care.closed").count() == 1
    refused(asked.get(path), 404, "not-found")
    refused(asked.send(told_closed(team, "moved")), 404, "not-found")


def test_somebody_close_comes_in_by_her_name_and_reads_nothing_yet(asked: Asker) -> None:
    (told,) = done(asked.send(bundled(posted(relative(asked)))))
    read = asked.json(told["location"])
    assert (read["name"][0]["text"], read["telecom"][0]["value"]) == ("Paul Berger", "+33199002233")
    member = CareTeamMember.objects.get(related_id=read["id"])
    assert (member.role, Consent.objects.filter(member=member).count()) == ("neighbour", 0)
    team = asked.json(f"CareTeam/{asked.team.pk}")
    team["participant"].append(participant("RelatedPerson", read["id"], "neighbour"))
    refused(asked.send(put(team, team["meta"]["versionId"])), 409, "duplicate")
    for part in team["participant"]:
        if part.get("id") == str(member.pk):
            part["period"]["end"] = "2026-11-25"
    done(asked.send(put(team, team["meta"]["versionId"])))
    parts = [one["member"]["reference"]
             for one in asked.json(f"CareTeam/{asked.team.pk}")["participant"]]  # fmt: skip
    assert parts.count(told["location"]) == 2  # who comes back is a new entry


def test_a_new_circle_names_who_is_close_in_the_same_bundle(asked: Asker) -> None:
    bundle = creation(asked)
    who = bundle["entry"][1]["fullUrl"]
    daughter = relative(asked, patient={"reference": who}, relationship=[])
    bundle["entry"].append(posted(daughter, LUCIE))
    part = {**participant("RelatedPerson", "", "family"), "member": {"reference": LUCIE}}
    bundle["entry"][0]["resource"]["participant"].append(part)
    told = done(asked.send(bundle))
    read = asked.json(told[0]["location"].partition("/_history")[0])
    assert told[3]["location"] in [one["member"]["reference"] for one in read["participant"]]
    assert asked.json(told[3]["location"])["patient"]["reference"] == told[1]["location"]


@pytest.mark.parametrize("fault", ["gp", "nobody", "legal", "other", "stranger", "condition"])
def test_a_name_is_no_professional_and_stands_around_her_own_person(
    asked: Asker, fault: str
) -> None:
    entry, status = posted(relative(asked)), 422
    match fault:
        case "gp":
            entry = posted(relative(asked, "gp"))
        case "nobody":
            entry["resource"]["name"] = [{"family": " "}]
        case "legal":
            entry["resource"]["relationship"].append({"text": "représentant légal"})
        case "condition":
            entry["request"]["ifNoneExist"] = "name=Berger"
        case _:
            other, status = furnished("DAC voisin", birth_name="Lointain"), 404
            entry = posted(relative(other))
            if fault == "other":  # the daughter of somebody else does not enter this circle
                hers = RelatedPerson.objects.get(patient=other.world.patient)
                team, status = asked.json(f"CareTeam/{asked.team.pk}"), 422
                team["participant"].append(participant("RelatedPerson", hers.pk, "family"))
                entry = changed(team, team["meta"]["versionId"])
    before = (RelatedPerson.objects.count(), CareTeamMember.objects.count())
    answer = asked.send(bundled(entry))
    assert answer.status_code == status, answer.content
    assert (RelatedPerson.objects.count(), CareTeamMember.objects.count()) == before


def test_how_she_is_reached_changes_and_nothing_else_of_her(asked: Asker) -> None:
    path = f"Patient/{asked.world.patient.pk}"
    before = asked.json(path)
    version = asked.get(path).headers["ETag"].strip('W/"')
    moved = {
        **before, "telecom": [{"system": "phone", "value": "01 99 00 44 55"}],
        "address": [{"line": ["3 rue Neuve"], "city": "SAINT-CHAMOND"}],
    }  # fmt: skip
    refused(asked.send(put(moved)), 412, "conflict")
    stranger = furnished("DAC voisin", birth_name="Lointain")
    refused(stranger.send(put(moved, version)), 404, "not-found")
    (told,) = done(asked.send(put(moved, version)))
    after = asked.json(path)
    assert after["telecom"][0]["value"] == "+33199004455"
    assert after["address"][0]["city"] == "Saint-Chamond"
    assert after["name"] == before["name"]
    assert told["etag"] == asked.get(path).headers["ETag"]
    refused(asked.send(put(moved, version)), 412, "conflict")
    assert done(asked.send(put(after, after["meta"]["versionId"])))[0]["etag"] == told["etag"]
    (act,) = Entry.objects.filter(act="care.contact")
    assert act.data == {"changed": ["address", "commune", "phone"]}
    del after["telecom"], after["address"]
    done(asked.send(put(after, after["meta"]["versionId"])))
    assert Patient.objects.get(pk=asked.world.patient.pk).phone == ""


@pytest.mark.parametrize(
    "change",
    [
        {"name": [{"use": "official", "family": "Autre", "given": ["Suzanne"]}]},
        {"birthDate": "1941-05-05"},
        {"gender": "male"},
        {"active": False},
        {"identifier": [{"system": "urn:oid:1.2.250.1.213.1.4.10", "value": "1"}]},
        {"contact": [{"name": {"text": "Lucie"}}]},
        {"deceasedBoolean": True},
        {"telecom": [{"system": "phone", "value": "0199004455"}] * 2},
        {"telecom": [{"system": "phone", "value": "douze"}]},
        {"address": [{"line": "3 rue Neuve"}]},
        {"id": "00000000-0000-4000-8000-000000000000"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_who_she_is_does_not_change_by_a_message(asked: Asker, change: dict[str, Any]) -> None:
    told = asked.json(f"Patient/{asked.world.patient.pk}")
    bundle = put(told, told["meta"]["versionId"])
    bundle["entry"][0]["resource"] = {**told, **change}
    answer = asked.send(bundle)
    assert answer.status_code == (400 if "id" in change else 422), answer.content
    assert json.loads(answer.content)["issue"][0]["diagnostics"]
    assert asked.json(f"Patient/{asked.world.patient.pk}") == told


def test_a_program_of_a_member_reads_her_and_does_not_change_how_she_is_reached(
    asked: Asker,
) -> None:
    other = furnished("DAC voisin", birth_name="Lointain")
    asked.world.join("coordination", NewWord("agreed", "voice"),
                     organization_id=other.world.house.pk)  # fmt: skip
    told = other.json(f"Patient/{asked.world.patient.pk}")
    refused(other.send(put(told, told["meta"]["versionId"])), 404, "not-found")


def test_a_word_that_says_two_things_opens_nothing(asked: Asker) -> None:
    bundle = creation(asked)
    faults: list[dict[str, Any]] = [
        {"provision": {"type": "deny"}},
        {"provision": {"type": "permit", "actor": [{}]}},
        {"provision": []},
        {"status": "rejected"},
        {"dateTime": "2031-01-01"},
    ]
    for fault in faults:
        told = copy.deepcopy(bundle)
        told["entry"][2]["resource"] |= fault
        assert asked.send(told).status_code == 422, fault
    twice = copy.deepcopy(bundle)
    twice["entry"].append(twice["entry"][2])
    refused(asked.send(twice), 422, "duplicate")
    assert Patient.objects.filter(organization=asked.world.house).count() == 1


def test_an_opposition_is_heard_at_once_and_a_late_agreement_does_not_undo_it(
    asked: Asker,
) -> None:
    bundle = creation(asked)
    word = bundle["entry"][2]["resource"]
    word["patient"] = {"reference": f"Patient/{asked.world.patient.pk}"}
    team = {**bundle["entry"][0]["resource"], "subject": word["patient"]}
    again = bundled(posted(team), posted(word))
    refused(asked.send(again), 409, "duplicate")  # her circle is open already
    opposed = copy.deepcopy(word)
    opposed["category"][0]["coding"][0]["code"] = "opposed"
    opposed["provision"] = {"type": "deny"}
    stranger = furnished("DAC voisin", birth_name="Lointain")
    refused(stranger.send(bundled(posted(opposed))), 404, "not-found")
    done(asked.send(bundled(posted(opposed))))
    refused(asked.get(f"CareTeam/{asked.team.pk}"), 404, "not-found")
    assert asked.send(again).status_code in (404, 409, 422)
    refused(asked.get(f"CareTeam/{asked.team.pk}"), 404, "not-found")
