"""The evidence of a year in one file: numbered, the same bytes, frozen when it leaves."""

import base64
import io
import zipfile
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.contracts.models import EvidenceFile, ProofTask
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.meetings import around_a_table, held
from tests.factories.structures import PAPER, coordinator, proof, under_contract

pytestmark = pytest.mark.django_db


def client_of(by: AccountViewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    return client


def frozen(contract: UUID) -> bytes:
    """What was sent."""
    return base64.b64decode(EvidenceFile.objects.get(contract_id=contract).content)


def test_the_file_is_the_same_twice_names_no_patient_and_does_not_change_once_sent() -> None:
    world = situations.saint_chamond()
    house: UUID = world.desk.organization_id
    by = coordinator(world)
    contract, _ = under_contract(by, house)
    proof(by, house, "crisis_plan", title="Plan de crise", day=date(2026, 3, 2))
    proof(by, house, "mission", title="Sans papier", document=b"")
    held(around_a_table(world, kind="case", subject="Autour de Zébulon"))
    client, address = client_of(by), reverse("contract-file", args=[contract, 2026])
    with clock.frozen(MORNING):
        first, again = client.get(address).content, client.get(address).content
        assert first == again
        with zipfile.ZipFile(io.BytesIO(first)) as made:
            names = made.namelist()
            told = made.read("pieces.csv").decode()
            assert made.read(next(n for n in names if n.startswith("pieces/"))) == PAPER
        assert {name.split(".")[0] for name in names} >= {"releve", "pieces", "pieces/001"}
        for words, there in (("Plan de crise", True), ("Zébulon", False),
                             ("Camille", False), ("Sans papier", False)):  # fmt: skip
            assert (words in told) is there, words
        send = reverse("contract-send", args=[contract, 2026])
        assert client.post(send).status_code == 303
        proof(by, house, "mission", title="Venue après")
        assert client.get(address).content == frozen(contract)
        client.post(send)
        assert EvidenceFile.objects.count() == 1
        assert ProofTask.objects.get(indicator="", year=2026).task.outcome == "sent"
        page = client.get(reverse("contract", args=[contract])).content.decode()
        assert "figé le 24 novembre 2026" in page
        for other in (coordinator(world, "practitioner"), coordinator(situations.elsewhere())):
            assert client_of(other).get(address).status_code == 404
            assert client_of(other).post(send).status_code == 404
