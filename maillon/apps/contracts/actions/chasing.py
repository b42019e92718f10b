from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import ProofTask
from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["chase_proof", "settle_proofs"]


def chase_proof(
    *, contract_id: UUID, year: int, indicator: str, due_on: date, by: AccountViewer,
    now: datetime,
) -> ProofTask:  # fmt: skip
    """Make what is missing of an indicator her own task, until a day.

    Once obtained it may be chased again. Raises ``NotFound``, ``Refused('proof_chased')`` while
    it is somebody's task already.
    """
    contract = access.require_writer(by, contract_id)
    if indicator not in evidence().wishes:
        raise NotFound
    done = ProofTask.objects.filter(contract=contract, year=year, indicator=indicator)
    before = done.exclude(task__closed_at=None).first()
    owed = before or ProofTask(contract=contract, year=year, indicator=indicator)
    try:
        with transaction.atomic():
            owed.task = tasks.open_task(
                kind="contracts.proof", organization_id=contract.organization_id,
                owner=tasks.Owner(account_id=by.account_id), origin=("proof", owed.pk),
                due_at=datetime.combine(due_on, time(18), PARIS), by=by,
                now=now,
            )  # fmt: skip
            owed.save(force_insert=before is None)
            journal.record(
                act="contracts.chased", organization_id=contract.organization_id, by=by, now=now,
                subjects=[("contract", contract.pk)], data={"indicator": indicator, "year": year},
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("proof_chased") from error
    return owed


def settle_proofs(entry: Entry, by: Viewer, now: datetime) -> None:
    """An act brings its paper: the tasks of whoever chased it are done, in the act's transaction.

    Heard by the journal for every act with a document; what nobody chases costs one look at the
    evidence as shipped.
    """
    if entry.act not in evidence().acts:
        return
    year = entry.occurred_at.astimezone(PARIS).year
    rows = ProofTask.objects.filter(
        contract__organization_id=entry.organization_id, year__gte=year, task__closed_at=None
    )
    for owed in rows:
        if evidence().obtained_by(owed.indicator, entry.act, late=owed.year > year):
            tasks.close_task(task_id=owed.task_id, outcome="obtained", by=by, now=now)
