from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.models import ProofTask
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["chase_proof"]


def chase_proof(
    *, contract_id: UUID, year: int, indicator: str, due_on: date, by: AccountViewer,
    now: datetime,
) -> ProofTask:  # fmt: skip
    """Make what is missing of an indicator her own task, until a day.

    Raises ``NotFound``, ``Refused('proof_chased')`` the second time.
    """
    contract = access.require_writer(by, contract_id)
    if indicator not in evidence().wishes:
        raise NotFound
    owed = ProofTask(contract=contract, year=year, indicator=indicator)
    try:
        with transaction.atomic():
            owed.task = tasks.open_task(
                kind="contracts.proof", organization_id=contract.organization_id,
                owner=tasks.Owner(account_id=by.account_id), origin=("proof", owed.pk),
                due_at=datetime.combine(due_on, time(18), ZoneInfo("Europe/Paris")), by=by,
                now=now,
            )  # fmt: skip
            owed.save(force_insert=True)
            journal.record(
                act="contracts.chased", organization_id=contract.organization_id, by=by, now=now,
                subjects=[("contract", contract.pk)], data={"indicator": indicator, "year": year},
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("proof_chased") from error
    return owed
