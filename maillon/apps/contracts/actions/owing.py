from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import AciContract, ProofTask
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM, Viewer

__all__ = ["PAID", "YEAR", "open_year", "owe_year", "plan_year"]

YEAR: Final = "contracts.year"
PAID: Final = "paid"  # stands where an indicator would: the payment of the year to check


def owe_year(contract: AciContract, year: int, by: Viewer, now: datetime) -> None:
    """What a contract owes in a year, each once, in the transaction of the caller: its evidence,
    before the next 31st of January; and, before the 30th of April, a look at what the payer paid
    for the year before.
    """
    _owe(contract, year, "", "contracts.evidence", date(year + 1, 1, 31), by, now)
    checked = date(year, 4, 30)
    if contract.signed_on.year < year and now.astimezone(PARIS).date() <= checked:
        _owe(contract, year - 1, PAID, "contracts.payment", checked, by, now)


def plan_year(contract: AciContract, year: int) -> None:
    """The worker opens that year on its first morning."""
    jobs.enqueue(
        YEAR, key=f"{YEAR}:{contract.pk}:{year}",
        run_at=datetime.combine(date(year, 1, 1), time(6), PARIS),
        payload={"contract": str(contract.pk), "year": year},
    )  # fmt: skip


def open_year(payload: dict[str, Any], now: datetime) -> None:
    """The job of a new year: what is owed becomes tasks of the structure, and the next year is
    planned; nothing for a contract that has ended.
    """
    found = AciContract.objects.filter(pk=UUID(payload["contract"]), ended_on=None).first()
    if found is None:
        return
    owe_year(found, payload["year"], SYSTEM, now)
    plan_year(found, payload["year"] + 1)
    journal.record(
        act="contracts.year_opened", organization_id=found.organization_id, by=SYSTEM, now=now,
        subjects=[("contract", found.pk)], data={"year": payload["year"]},
    )  # fmt: skip


def _owe(
    contract: AciContract, year: int, what: str, kind: str, due: date, by: Viewer, now: datetime
) -> None:
    if ProofTask.objects.filter(contract=contract, year=year, indicator=what).exists():
        return
    owed = ProofTask(contract=contract, year=year, indicator=what)
    owed.task = tasks.open_task(
        kind=kind, organization_id=contract.organization_id,
        owner=tasks.Owner(group="organization", group_id=contract.organization_id),
        origin=("proof", owed.pk), due_at=datetime.combine(due, time(18), PARIS), by=by, now=now,
    )  # fmt: skip
    owed.save(force_insert=True)
