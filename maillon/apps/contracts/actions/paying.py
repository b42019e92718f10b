from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.actions.owing import PAID
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import Payment, ProofTask
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["note_payment"]


def note_payment(
    *, contract_id: UUID, year: int, euros: Decimal, received_on: date, words: str,
    by: AccountViewer, now: datetime,
) -> Payment:  # fmt: skip
    """What the payer paid for a year, on which day, and why it differs where somebody knows; the
    task of checking the payment ends.

    Raises ``NotFound``, ``Refused``: ``payment_nothing``, ``payment_later``.
    """
    contract = access.require_writer(by, contract_id)
    if euros <= 0:
        raise Refused("payment_nothing")
    if received_on > now.astimezone(PARIS).date():
        raise Refused("payment_later")
    with transaction.atomic():
        paid = Payment(
            contract=contract, year=year, euros=euros, received_on=received_on,
            words=words.strip()[:500], noted_by_id=by.account_id, noted_at=now,
        )  # fmt: skip
        paid.save(force_insert=True)
        owed = ProofTask.objects.filter(contract=contract, year=year, indicator=PAID).first()
        if owed is not None and owed.task.closed_at is None:
            tasks.close_task(task_id=owed.task_id, outcome="checked", by=by, now=now)
        journal.record(
            act="contracts.paid", organization_id=contract.organization_id, by=by, now=now,
            subjects=[("contract", contract.pk), ("payment", paid.pk)], data={"year": year},
        )  # fmt: skip
    return paid
