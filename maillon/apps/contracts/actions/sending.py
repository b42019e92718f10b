import base64
import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.actions.stating import keep_statement
from maillon.apps.contracts.models import EvidenceFile, ProofTask
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["send_evidence"]


def send_evidence(
    *, contract_id: UUID, year: int, on: date, content: bytes, pieces: int, by: AccountViewer,
    now: datetime,
) -> EvidenceFile:  # fmt: skip
    """Freeze the evidence of a year as it leaves, with its statement; the task of sending it ends.

    Raises ``NotFound``, ``Refused``: ``statement_asks``, ``evidence_sent`` (once a year).
    """
    contract = access.require_writer(by, contract_id)
    try:
        with transaction.atomic():
            kept = keep_statement(contract_id=contract.pk, year=year, on=on, by=by, now=now)
            sent = EvidenceFile(
                contract=contract, year=year, statement=kept, pieces=pieces,
                content=base64.b64encode(content).decode(),
                digest=hashlib.sha256(content).hexdigest(), sent_by_id=by.account_id, sent_at=now,
            )  # fmt: skip
            sent.save(force_insert=True)
            _done(contract.pk, year, by, now)
            journal.record(
                act="contracts.sent", organization_id=contract.organization_id, by=by, now=now,
                subjects=[("contract", contract.pk)], data={"year": year, "pieces": pieces},
                documents=[sent.digest],
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("evidence_sent") from error
    return sent


def _done(contract_id: UUID, year: int, by: AccountViewer, now: datetime) -> None:
    owed = ProofTask.objects.filter(contract_id=contract_id, year=year, indicator="").first()
    if owed is not None and owed.task.closed_at is None:
        tasks.close_task(task_id=owed.task_id, outcome="sent", by=by, now=now)
