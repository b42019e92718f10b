"""Programs of the same second: a message is done once, a version is replaced once."""

import copy
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from maillon.apps.care.models import Patient
from maillon.kernel import clock
from tests.factories.desk import MORNING
from tests.interop.fhir.asking import Asker, creation, furnished, put

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def sent(asked: Asker, bundle: dict[str, Any]) -> tuple[int, Any]:
    """The status and the content of one answer, on a connection of its own."""
    try:
        answer = asked.send(bundle)
        return answer.status_code, answer.json()
    finally:
        connections.close_all()


def at_once(asked: Asker, bundles: list[dict[str, Any]]) -> list[tuple[int, Any]]:
    with ThreadPoolExecutor(len(bundles)) as pool:
        return list(pool.map(lambda bundle: sent(asked, bundle), bundles))


def test_one_message_four_times_and_one_version_four_times(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "_source", lambda: MORNING)
    asked = furnished()
    bundle = {**creation(asked), "identifier": {"system": "urn:essai", "value": "1"}}
    told = at_once(asked, [bundle] * 4)
    assert {status for status, _ in told} == {200}
    assert all(content == told[0][1] for _, content in told)
    assert Patient.objects.filter(organization=asked.world.house).count() == 2
    team = asked.json(f"CareTeam/{asked.team.pk}")
    changes = []
    for day in range(1, 5):
        change = copy.deepcopy(put(team, team["meta"]["versionId"]))
        for part in change["entry"][0]["resource"]["participant"]:
            if "Role" in part["member"]["reference"]:
                part["period"]["end"] = f"2026-12-0{day}"
        changes.append(change)
    assert Counter(status for status, _ in at_once(asked, changes)) == {200: 1, 412: 3}
