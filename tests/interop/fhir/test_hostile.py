"""Whatever a program sends, it is answered in FHIR, and what is refused leaves nothing behind."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.apps.care.models import (
    CareTeam,
    CareTeamMember,
    Consent,
    Patient,
    RelatedPerson,
)
from maillon.interop.fhir.systems import CLOSING, ROLES
from maillon.kernel import clock
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, bundled, changed, creation, furnished, posted

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
SOME = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["\x00", "é" * 5000, "0000-00-00", "Patient/", "urn:uuid:", "../..", "\ud800"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)
Place = tuple[Any, Any]  # a list or an object, and where in it


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)


@pytest.fixture
def asked() -> Asker:
    return furnished()


def places(within: Any) -> Iterator[Place]:
    """Every place of a document where something stands."""
    if isinstance(within, dict | list):
        for key in list(within if isinstance(within, dict) else range(len(within))):
            yield within, key
            yield from places(within[key])


def spoilt(bundle: Any, data: st.DataObject) -> Any:
    """The document with something taken out, said twice, or said otherwise."""
    told = copy.deepcopy(bundle)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(list(places(told)) or [([told], 0)]))
        match data.draw(st.sampled_from(["without", "twice", "otherwise"])):
            case "without":
                del holder[key]
            case "twice":
                holder[key] = [holder[key], holder[key]]
            case _:
                holder[key] = data.draw(anything)
    return told


@pytest.fixture
def bundles(asked: Asker) -> list[dict[str, Any]]:
    """What opens a circle, and what changes one: how she is reached, who is close, its end."""
    person, team = (asked.json(path) for path in (
        f"Patient/{asked.world.patient.pk}", f"CareTeam/{asked.team.pk}"))  # fmt: skip
    closed = {**team, "status": "inactive", "extension": [
        {"url": CLOSING, "valueCode": "moved"}]}  # fmt: skip
    near = {
        "resourceType": "RelatedPerson", "name": [{"text": "Paul Berger"}],
        "patient": {"reference": f"Patient/{person['id']}"},
        "relationship": [{"coding": [{"system": ROLES, "code": "neighbour"}]}],
    }  # fmt: skip
    reached = {**person, "telecom": [{"system": "phone", "value": "0199004455"}]}
    return [creation(asked), bundled(
        changed(reached, person["meta"]["versionId"]), posted(near),
        changed(closed, team["meta"]["versionId"]))]  # fmt: skip


def kept() -> tuple[Any, ...]:
    kinds = (Patient, CareTeam, CareTeamMember, Consent, RelatedPerson)
    counts = tuple(kind.objects.count() for kind in kinds)
    closings = sorted(CareTeam.objects.values_list("closing", flat=True))
    return (*counts, *closings, *sorted(one.phone for one in Patient.objects.all()))


def answered(answer: Any, before: tuple[Any, ...]) -> None:
    assert answer.status_code < 500, answer.content
    told = json.loads(answer.content)
    if answer.status_code < 400:
        assert told["resourceType"] in ("Bundle", "CareTeam")
        return
    assert told["resourceType"] == "OperationOutcome"
    assert all(one["severity"] and one["code"] for one in told["issue"])
    assert kept() == before


@SOME
@given(data=st.data())
def test_a_spoilt_transaction_is_answered_and_leaves_nothing(
    asked: Asker, bundles: list[dict[str, Any]], data: st.DataObject
) -> None:
    bundle = spoilt(data.draw(st.sampled_from(bundles)), data)
    before = kept()
    answered(asked.send(json.dumps(bundle)), before)


@SOME
@given(body=st.binary(max_size=200))
def test_any_bytes_are_answered(asked: Asker, body: bytes) -> None:
    answered(asked.send(body), kept())


@SOME
@given(
    kind=st.sampled_from(["CareTeam", "CareTeam", "CarePlan", "Goal", "MedicationStatement"]),
    asked_for=st.lists(
        st.tuples(
            st.sampled_from(
                ["status", "start", "patient", "participant", "identifier", "_count", "_id",
                 "_lastUpdated", "_include", "subject", "page"]
            ),
            st.text(max_size=12) | st.sampled_from(["ge2026", "a|b", "|", "eq", "9" * 30, "\x00"]),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_any_search_is_answered(asked: Asker, kind: str, asked_for: list[tuple[str, str]]) -> None:
    from urllib.parse import quote

    path = "&".join(f"{name}={quote(value)}" for name, value in asked_for)
    answered(asked.get(f"{kind}?{path}"), kept())
