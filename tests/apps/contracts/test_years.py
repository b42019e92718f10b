"""Every year of a contract: what is owed becomes tasks, once, and what was paid is compared."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.models import AciContract, Payment, ProofTask
from maillon.kernel import clock, jobs
from maillon.kernel.access import AccountViewer
from tests.apps.contracts.test_filing import client_of
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.payer import sent_file
from tests.factories.structures import coordinator, refused, under_contract

pytestmark = pytest.mark.django_db
JANUARY = datetime(2027, 1, 1, 8, tzinfo=UTC)


def owed(contract: UUID) -> list[tuple[int, str, date, bool]]:
    """Year, what, by when, whether it is done."""
    rows = ProofTask.objects.filter(contract_id=contract).select_related("task")
    return sorted(
        (one.year, one.indicator, one.task.due_at.date(), one.task.closed_at is not None)
        for one in rows
    )


def test_the_worker_opens_each_year_once_and_the_next_after_it(
    house: UUID, by: AccountViewer
) -> None:
    contract, _ = under_contract(by, house)
    assert owed(contract) == [(2026, "", date(2027, 1, 31), False)]
    jobs.run_due(MORNING)
    assert len(owed(contract)) == 1
    for now in (JANUARY, JANUARY, JANUARY + timedelta(days=3)):
        jobs.run_due(now)
    opened = [
        (2026, "", date(2027, 1, 31), False), (2026, "paid", date(2027, 4, 30), False),
        (2027, "", date(2028, 1, 31), False),
    ]  # fmt: skip
    assert owed(contract) == opened
    jobs.run_due(datetime(2028, 1, 1, 8, tzinfo=UTC))
    assert [(year, what) for year, what, _, _ in owed(contract)][3:] == [(2027, "paid"), (2028, "")]
    ids = set(ProofTask.objects.filter(indicator="paid").values_list("pk", flat=True))
    told = {one.do for one in queries.proof_tasks(by, ids).values()}
    assert told == {"Vérifier le paiement de l’année"}
    AciContract.objects.update(ended_on=date(2028, 6, 1))
    jobs.run_due(datetime(2029, 1, 1, 8, tzinfo=UTC))
    assert len(owed(contract)) == 5


def test_a_payment_is_compared_with_what_was_sent_and_ends_its_task(
    world: DeskWorld, house: UUID, by: AccountViewer
) -> None:
    contract, _ = under_contract(by, house)
    sent_file(by, contract)
    jobs.run_due(JANUARY)
    spring = JANUARY + timedelta(days=90)
    address = reverse("contract-paid", args=[contract, 2026])
    given = {"euros": "1200,50", "received_on": "2027-03-15", "words": "Stages refusés"}
    with clock.frozen(spring):
        team = client_of(by)
        strangers = (coordinator(situations.elsewhere()), coordinator(world, "practitioner"))
        asked = [client_of(one).post(address, given).status_code for one in strangers]
        assert asked == [404, 404]
        assert team.post(address, {**given, "received_on": "2027-12-01"}).status_code == 303
        assert team.post(address, {**given, "euros": "0"}).status_code == 303
        assert not Payment.objects.exists()
        assert team.post(address, given).status_code == 303
        page = team.get(reverse("contract", args=[contract]), {"annee": "2026"}).content.decode()
    assert Payment.objects.get().euros == Decimal("1200.50")
    assert (2026, "paid", date(2027, 4, 30), True) in owed(contract)
    assert "Stages refusés" in page
    found = queries.paid_page(by, contract, 2026)
    assert (found.received, found.expected, found.difference) == (Decimal("1200.50"), None, None)
    with refused("payment_nothing"):
        actions.note_payment(
            contract_id=contract, year=2026, euros=Decimal(0), received_on=date(2027, 3, 1),
            words="", by=by, now=spring,
        )  # fmt: skip
