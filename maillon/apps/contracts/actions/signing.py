from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.contracts.models import AciContract, ProofTask
from maillon.apps.journal import actions as journal
from maillon.apps.structures import access as structures
from maillon.apps.tasks import actions as tasks
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["sign_contract"]


def sign_contract(
    *, organization_id: UUID, signed_on: date, payer: str, new_structure: bool,
    by: AccountViewer, now: datetime,
) -> AciContract:  # fmt: skip
    """Write down the contract the structure signed; sending this year's evidence becomes a task
    of the structure for the 31st of January.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``contract_signed``
    (one at a time), ``contract_later``.
    """
    structures.require_writer(by, organization_id)
    if signed_on > now.date():
        raise Refused("contract_later")
    with transaction.atomic():
        if AciContract.objects.filter(organization_id=organization_id, ended_on=None).exists():
            raise Refused("contract_signed")
        contract = AciContract(
            organization_id=organization_id, signed_on=signed_on, payer=payer.strip()[:120],
            new_structure=new_structure,
        )  # fmt: skip
        contract.save(force_insert=True)
        _owe(contract, by, now)
        journal.record(
            act="contracts.signed", organization_id=organization_id, by=by, now=now,
            subjects=[("contract", contract.pk)], data={"signed_on": signed_on.isoformat()},
        )  # fmt: skip
    return contract


def _owe(contract: AciContract, by: AccountViewer, now: datetime) -> None:
    due = datetime.combine(date(now.year + 1, 1, 31), time(18), ZoneInfo("Europe/Paris"))
    owed = ProofTask(contract=contract, year=now.year, indicator="")
    owed.task = tasks.open_task(
        kind="contracts.evidence", organization_id=contract.organization_id,
        owner=tasks.Owner(group="organization", group_id=contract.organization_id),
        origin=("proof", owed.pk), due_at=due, by=by, now=now,
    )  # fmt: skip
    owed.save(force_insert=True)
