"""A message that bears its number is done once, however often and however late it comes."""

import copy
import json
from typing import Any

import pytest

from maillon.apps.accounts.models import ClientMessage
from maillon.apps.care.models import CareTeam, Consent, Patient
from maillon.apps.journal.models import Entry
from maillon.kernel import clock
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, creation, furnished, put
from tests.interop.fhir.test_reading import refused

pytestmark = pytest.mark.django_db
NUMBER = {"system": "urn:logiciel:essai", "value": "message-7"}


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)


@pytest.fixture
def asked() -> Asker:
    return furnished()


def held() -> tuple[int, ...]:
    return tuple(kind.objects.count() for kind in (Patient, CareTeam, Consent, Entry))


def numbered(bundle: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**bundle, "identifier": NUMBER, **more}


def test_the_same_message_is_answered_the_same_and_done_once(asked: Asker) -> None:
    bundle = numbered(creation(asked))
    first = asked.send(bundle)
    assert first.status_code == 200, first.content
    before = held()
    for again in (bundle, {**bundle, "id": "2", "timestamp": "2026-11-29T22:00:00Z"}):
        answer = asked.send(again)
        assert (answer.status_code, answer.json()) == (200, first.json())
    assert held() == before
    other = copy.deepcopy(bundle)
    other["entry"][1]["resource"]["name"][0]["given"] = ["Odile"]
    refused(asked.send(other), 409, "conflict")
    assert held() == before
    kept = ClientMessage.objects.get()
    told = json.dumps(kept.answer) + kept.key
    assert not [word for word in ("Marchand", "message-7", "1938") if word in told]


def test_another_program_has_its_own_numbers_and_nobody_reads_by_them(asked: Asker) -> None:
    bundle = numbered(creation(asked))
    first = json.loads(asked.send(bundle).content)
    stranger = furnished("DAC voisin", birth_name="Lointain")
    second = json.loads(stranger.send(numbered(creation(stranger))).content)
    places = [one["entry"][0]["response"]["location"].partition("/_history")[0]
              for one in (first, second)]  # fmt: skip
    assert len(set(places)) == 2
    refused(stranger.get(places[0]), 404, "not-found")


def test_a_message_refused_may_be_corrected_under_its_number(asked: Asker) -> None:
    bundle = numbered(creation(asked))
    lonely = {**bundle, "entry": bundle["entry"][:2]}
    refused(asked.send(lonely), 422, "business-rule")
    assert not ClientMessage.objects.exists()
    assert asked.send(bundle).status_code == 200


def test_a_late_copy_of_a_change_does_not_undo_what_came_after(asked: Asker) -> None:
    team = asked.json(f"CareTeam/{asked.team.pk}")
    gp = next(one for one in team["participant"] if "Role" in one["member"]["reference"])
    gp["period"]["end"] = "2026-12-01"
    change = copy.deepcopy(put(team, team["meta"]["versionId"]))
    first = asked.send(numbered(change))
    gp["period"]["end"] = "2026-12-05"
    version = asked.json(f"CareTeam/{asked.team.pk}")["meta"]["versionId"]
    assert asked.send(put(team, version)).status_code == 200
    assert asked.send(numbered(change)).json() == first.json()
    refused(asked.send(change), 412, "conflict")  # without its number: a version that has passed
    ends = [one["period"].get("end") for one in asked.json(f"CareTeam/{team['id']}")["participant"]]
    assert "2026-12-05" in ends


@pytest.mark.parametrize(
    "number",
    ["7", [], {}, {"value": "7"}, {"system": "a", "value": 7}, {"system": "a", "value": "7" * 400}],
    ids=repr,
)
def test_half_a_number_is_refused(asked: Asker, number: Any) -> None:
    answer = asked.send({**creation(asked), "identifier": number})
    assert answer.status_code == 422, answer.content
    assert not ClientMessage.objects.exists()
