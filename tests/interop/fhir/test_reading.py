"""A program reads the circles of its structure, and nothing of anybody else's."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from maillon.apps.accounts.clients import stop_client
from maillon.apps.care import actions
from maillon.apps.care.actions import NewWord
from maillon.apps.care.models import Patient
from maillon.apps.care.queries import link_viewer, own_file
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.models import AccessLogEntry
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, furnished

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)


@pytest.fixture
def asked() -> Asker:
    return furnished()


def refused(answer: Any, status: int, code: str) -> str:
    """The words of an OperationOutcome with this status."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/fhir+json")
    told = json.loads(answer.content)
    assert (told["resourceType"], told["issue"][0]["code"]) == ("OperationOutcome", code)
    return str(told["issue"][0]["diagnostics"])


def test_a_circle_is_read_with_its_members_and_their_days(asked: Asker) -> None:
    team = asked.json(f"CareTeam/{asked.team.pk}")
    members = {one["member"]["reference"].split("/")[0] for one in team["participant"]}
    assert members == {"Organization", "PractitionerRole", "RelatedPerson"}
    assert all(one["period"]["start"] for one in team["participant"])
    assert team["subject"]["reference"] == f"Patient/{asked.world.patient.pk}"
    for one in team["participant"]:
        assert asked.json(one["member"]["reference"])["id"]


def test_every_read_is_traced_and_the_person_reads_by_which_program(asked: Asker) -> None:
    asked.json(f"CareTeam/{asked.team.pk}")
    asked.json(f"CareTeam?patient=Patient/{asked.world.patient.pk}")
    rows = AccessLogEntry.objects.filter(viewer_kind="client", patient_id=asked.world.patient.pk)
    assert [(one.viewer_id, one.relation) for one in rows] == [(asked.client_id, "T")] * 2
    token = actions.give_link(patient_id=asked.world.patient.pk, by=asked.world.by, now=MORNING)
    page = own_file(link_viewer(token, now=MORNING), now=MORNING)
    assert "Logiciel d’essai (DAC d’essai)" in {one.name for one in page.reads}


def test_who_comes_back_is_a_new_entry_and_every_version_is_kept(asked: Asker) -> None:
    world = asked.world
    first = asked.json(f"CareTeam/{asked.team.pk}")
    gp = next(one for one in first["participant"] if "Role" in one["member"]["reference"])
    actions.change_member(
        member_id=gp["id"], ends_on=(MORNING + timedelta(days=1)).date(), by=world.by, now=MORNING
    )
    actions.add_to_circle(
        patient_id=world.patient.pk, by=world.by, now=MORNING + timedelta(days=3),
        new=actions.NewMember("gp", practitioner_role_id=world.gp.pk,
                              starts_on=(MORNING + timedelta(days=3)).date()),
    )  # fmt: skip
    now = asked.json(f"CareTeam/{asked.team.pk}")
    twice = [one for one in now["participant"] if one["member"] == gp["member"]]
    assert [sorted(one["period"]) for one in twice] == [["end", "start"], ["start"]]
    number = int(first["meta"]["versionId"])
    assert now["meta"]["versionId"] == str(number + 2)
    assert asked.json(f"CareTeam/{asked.team.pk}/_history/{number}") == first
    kept = asked.json(f"CareTeam/{asked.team.pk}/_history")
    assert [one["resource"]["meta"]["versionId"] for one in kept["entry"]] == [
        str(at) for at in range(number + 2, 0, -1)
    ]
    assert asked.get(f"CareTeam/{asked.team.pk}").headers["ETag"] == f'W/"{number + 2}"'
    refused(asked.get(f"CareTeam/{asked.team.pk}/_history/99"), 404, "not-found")


def test_the_stranger_holding_the_same_right_elsewhere_finds_nothing(asked: Asker) -> None:
    stranger = furnished("DAC voisin", birth_name="Lointain", given_name="Marie")
    team = asked.json(f"CareTeam/{asked.team.pk}")
    related = next(
        one["member"]["reference"] for one in team["participant"]
        if one["member"]["reference"].startswith("Related")
    )  # fmt: skip
    word = asked.world.patient.words.first()
    assert word is not None
    assert asked.json(f"Consent/{word.pk}")
    paths = (f"CareTeam/{asked.team.pk}", f"CareTeam/{asked.team.pk}/_history",
             f"CareTeam/{asked.team.pk}/_history/1", f"Patient/{asked.world.patient.pk}",
             f"Consent/{word.pk}", related)  # fmt: skip
    for path in paths:
        assert refused(stranger.get(path), 404, "not-found") == refused(
            stranger.get("Patient/00000000-0000-4000-8000-000000000000"), 404, "not-found"
        )
    found = stranger.json("CareTeam")
    assert [one["resource"]["id"] for one in found["entry"]] == [str(stranger.team.pk)]
    assert stranger.json(f"CareTeam?patient={asked.world.patient.pk}")["total"] == 0


def test_an_opposition_a_closing_a_stopped_program_count_at_the_next_request(asked: Asker) -> None:
    world, path = asked.world, f"CareTeam/{asked.team.pk}"
    actions.record_word(
        patient_id=world.patient.pk, word=NewWord("opposed", "voice"), by=world.by, now=MORNING
    )
    refused(asked.get(path), 404, "not-found")
    assert asked.json("CareTeam")["total"] == 0
    stop_client(client_id=UUID(asked.client_id), by=SYSTEM, now=MORNING)
    refused(asked.get(path), 401, "login")


@pytest.mark.parametrize("header", ["", "Bearer x", "Basic YTpi", "Bearer " + "a" * 44])
def test_without_a_living_secret_nothing_is_said(asked: Asker, header: str) -> None:
    answer = Client().get(f"/fhir/CareTeam/{asked.team.pk}", headers={"Authorization": header})
    refused(answer, 401, "login")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert Client().get("/fhir/metadata").status_code == 200


def test_the_ins_leaves_only_qualified(asked: Asker) -> None:
    patient = asked.world.patient
    path = f"Patient/{patient.pk}"
    assert "urn:oid:1.2.250.1.213.1.4.10" not in json.dumps(asked.json(path))
    actions.record_ins(
        patient_id=patient.pk, number="241054220712345", system="test", source="insi",
        by=asked.world.by, now=MORNING,
    )  # fmt: skip
    assert "urn:oid:1.2.250.1.213.1.4.10" not in json.dumps(asked.json(path))
    actions.move_identity(
        patient_id=patient.pk, event="document_seen", reason="card", by=asked.world.by, now=MORNING
    )
    told = asked.json(path)
    assert Patient.objects.get(pk=patient.pk).status == "QUAL"
    assert told["identifier"][0]["system"] == "urn:oid:1.2.250.1.213.1.4.10"
    assert told["extension"][0]["extension"][0]["valueCoding"]["code"] == "QUAL"


def _searches(asked: Asker) -> dict[str, int]:
    house, gp = asked.world.house, asked.world.gp
    day = MORNING.date().isoformat()
    return {
        f"_id={asked.team.pk}": 1,
        f"identifier=urn:ietf:rfc:3986|urn:uuid:{asked.team.pk}": 1,
        "identifier=urn:oid:1.2.3|4": 0,
        "status=active": 1, "status=inactive": 0, "status=inactive,active": 1,
        f"start={day}": 1, f"start=lt{day}": 0, f"start=ge{day[:7]}&start=lt2030": 1,
        "start=gt2029": 0, "end=gt2000": 0,
        f"patient={asked.world.patient.pk}": 1,
        f"patient.identifier=urn:maillon:patient|{asked.world.patient.pk}": 1,
        f"participant=PractitionerRole/{gp.pk}": 1, f"participant=Organization/{gp.pk}": 0,
        f"participant:PractitionerRole={gp.pk}": 1,
        "participant:PractitionerRole.practitioner.identifier="
        f"urn:oid:1.2.250.1.71.4.2.1|{gp.practitioner.national_id}": 1,
        f"participant-start=eq{day}": 1, "participant-end=gt2000": 0,
        f"managingOrganization=Organization/{house.pk}": 1,
        f"managingOrganization=Organization/{gp.pk}": 0,
        "managingOrganization.identifier=urn:oid:1.2.250.1.71.4.2.2|1420000000": 0,
        f"_lastUpdated=ge{day}": 1, "_count=0": 1,
    }  # fmt: skip


def test_every_parameter_of_a_search_keeps_what_it_says(asked: Asker) -> None:
    for query, total in _searches(asked).items():
        assert asked.json(f"CareTeam?{query}")["total"] == total, query


def test_a_search_is_paged_brings_along_and_may_be_posted(asked: Asker) -> None:
    second = furnished("DAC d’essai 2", birth_name="Autre", given_name="Jeanne")
    second.world.join("coordination", NewWord("agreed", "voice"),
                      organization_id=asked.world.house.pk)  # fmt: skip
    page = asked.json("CareTeam?_count=1&_include=CareTeam:subject&_include=CareTeam:participant")
    assert page["total"] == 2
    modes = [one["search"]["mode"] for one in page["entry"]]
    assert modes[0] == "match"
    assert set(modes[1:]) == {"include"}
    following = next(one["url"] for one in page["link"] if one["relation"] == "next")
    rest = asked.json(following.partition("/fhir/")[2])
    assert rest["entry"][0]["resource"]["id"] != page["entry"][0]["resource"]["id"]
    answer = Client().post(
        "/fhir/CareTeam/_search", "status=active&_count=1", headers=asked.headers,
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert json.loads(answer.content)["total"] == 2


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("CareTeam?couleur=bleu", 400, "not-supported"),
        ("CareTeam?status=gone", 400, "value"),
        ("CareTeam?start=hier", 400, "value"),
        ("CareTeam?start=2026-13-40", 400, "value"),
        ("CareTeam?patient=Device/1", 400, "value"),
        ("CareTeam?_include=Patient:link", 400, "not-supported"),
        ("CareTeam?_count=-1", 400, "value"),
        ("CareTeam?status=", 400, "value"),
        ("CareTeam?patient.identifier=urn:oid:1.2.250.1.213.1.4.8|1", 400, "not-supported"),
        ("CareTeam/pas-un-identifiant", 404, "not-found"),
        ("Basket/1", 404, "not-supported"),
        ("Patient", 405, "not-supported"),
        ("CareTeam/1/_history/un", 404, "not-found"),
    ],
)
def test_what_cannot_be_understood_is_said(asked: Asker, path: str, status: int, code: str) -> None:
    refused(asked.get(path), status, code)


def test_only_json_is_spoken(asked: Asker) -> None:
    path = f"CareTeam/{asked.team.pk}"
    refused(asked.get(path, Accept="application/fhir+xml"), 406, "not-supported")
    refused(asked.get(f"{path}?_format=xml"), 406, "not-supported")
    assert asked.get(path, Accept="application/json+fhir").status_code == 200
    refused(Client().put(f"/fhir/{path}", b"{}", headers=asked.headers), 405, "not-supported")
    refused(Client().delete(f"/fhir/{path}", headers=asked.headers), 405, "not-supported")
    refused(asked.send("<Bundle/>", "application/fhir+xml"), 415, "not-supported")


@pytest.mark.parametrize(
    ("path", "served"),
    [("CareTeam", "GET, HEAD"), ("CareTeam/_search", "POST"), ("metadata", "GET, HEAD"),
     ("CareTeam/1", "GET, HEAD"), ("", "POST"), ("CareTeam/1/2/3", "")],
)  # fmt: skip
def test_another_verb_is_told_which_ones_are_served(asked: Asker, path: str, served: str) -> None:
    answer = Client().delete(f"/fhir/{path}", headers=asked.headers)
    refused(answer, 405, "not-supported")
    assert answer.headers["Allow"] == served
