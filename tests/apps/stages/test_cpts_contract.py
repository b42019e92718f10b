"""The contract of a CPTS: its missions and its amounts, and none of a maison de santé."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.contracts import actions as contracts
from maillon.apps.contracts.models import AciContract
from maillon.apps.directory.models import Organization
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING
from tests.factories.stages import accepted, begun
from tests.factories.structures import refused

pytestmark = pytest.mark.django_db


def test_a_cpts_is_shown_its_own_contract_and_no_commitment_of_another(
    by: AccountViewer, house: UUID
) -> None:
    Organization.objects.filter(pk=house).update(kind="cpts")
    begun(by, house)
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))

    def shown() -> str:
        with clock.frozen(MORNING):
            return client.get(reverse("contract-of", args=[house]), follow=True).content.decode()

    assert "Du pré-projet au contrat</h1>" in shown()
    accepted(by, house, "letter", "project", "contract")
    told = shown()
    for words in ("Notre contrat</h1>", "se compte par missions", "Missions déployées",
                  "Montants connus", "les étapes passées"):  # fmt: skip
        assert words in told, words
    for words in ("Noter le contrat", "Points prouvés", "Protocoles pluriprofessionnels"):
        assert words not in told, words
    with refused("contract_cpts"):
        contracts.sign_contract(
            organization_id=house, signed_on=date(2026, 1, 5), payer="CPAM", new_structure=False,
            by=by, now=MORNING,
        )  # fmt: skip
    assert not AciContract.objects.exists()
