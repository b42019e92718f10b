from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts import actions as contracts
from maillon.apps.contracts.queries import contract_of
from maillon.apps.directory.models import Organization
from maillon.apps.journal import actions as journal
from maillon.apps.stages import access
from maillon.apps.stages.actions.mapping import plan_missions
from maillon.apps.stages.actions.moving import owe, today
from maillon.apps.stages.models import Stage, StageFiling
from maillon.apps.stages.vocabulary import ANSWERS
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewAnswer", "answer_step", "settle"]


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What the institution said. ``redo_by``: until when it is to be completed, where returned."""

    answer: str
    answered_on: date
    answered_by: str
    reason: str = ""
    redo_by: date | None = None


def answer_step(
    *, filing_id: UUID, new: NewAnswer, by: AccountViewer, now: datetime
) -> StageFiling:
    """Write down an answer: accepted, the step is passed; returned or refused, with its reason, it
    can be sent again and its line stays. A contract that is accepted is the contract signed:
    for a maison de santé it opens « Notre contrat », for a CPTS the calendar of its missions.

    Raises ``NotFound``, ``Refused``: ``stage_answered``, ``stage_later``, ``stage_before``,
    ``stage_who``, ``stage_reason``.
    """
    filing = access.require_filing(by, filing_id, write=True)
    return settle(filing, new, by, now)


def settle(filing: StageFiling, new: NewAnswer, by: AccountViewer, now: datetime) -> StageFiling:
    """The answer on a filing that ``by`` has a right to answer; what was asked of it is over.

    Raises ``Refused`` as ``answer_step``.
    """
    _right(filing, new, now)
    with transaction.atomic():
        stage = Stage.objects.select_for_update().get(pk=filing.stage_id)
        filing = StageFiling.objects.select_for_update().get(pk=filing.pk)
        if filing.answer:
            raise Refused("stage_answered")
        if filing.task_id:
            tasks.close_task(task_id=filing.task_id, outcome=new.answer, by=by, now=now)
        asked = filing.words.filter(task__isnull=False, task__closed_at=None)
        for task_id in asked.values_list("task_id", flat=True):
            tasks.close_task(task_id=task_id, outcome=new.answer, by=by, now=now)
        filing.answer, filing.answered_on = new.answer, new.answered_on
        filing.answered_by, filing.reason = new.answered_by.strip()[:120], new.reason.strip()
        if new.answer != "accepted" and new.redo_by:
            filing.task_id = owe(stage, filing.pk, new.redo_by, by, now)
        filing.save(update_fields=["answer", "answered_on", "answered_by", "reason", "task"])
        journal.record(
            act="stages.answered", organization_id=stage.organization_id, by=by, now=now,
            subjects=[("stage", stage.pk)], data={"step": filing.step, "answer": new.answer},
        )  # fmt: skip
        if filing.step == "contract" and new.answer == "accepted":
            _sign(stage, filing, by, now)
    return filing


def _right(filing: StageFiling, new: NewAnswer, now: datetime) -> None:
    if not new.answer or new.answer not in ANSWERS:
        raise NotFound
    if new.answered_on > today(now):
        raise Refused("stage_later")
    if new.answered_on < filing.sent_on:
        raise Refused("stage_before")
    if not new.answered_by.strip():
        raise Refused("stage_who")
    if new.answer != "accepted" and not new.reason.strip():
        raise Refused("stage_reason")


def _sign(stage: Stage, filing: StageFiling, by: AccountViewer, now: datetime) -> None:
    """The contract is signed that day, said once for every room that needs it."""
    signed_on = filing.answered_on
    if signed_on is None:
        return
    stage.contract_on = signed_on
    stage.save(update_fields=["contract_on"])
    kind = Organization.objects.get(pk=stage.organization_id).kind
    if kind == Organization.Kind.CPTS:
        plan_missions(stage, signed_on, by, now)
    elif kind == Organization.Kind.MSP and contract_of(by, stage.organization_id) is None:
        contracts.sign_contract(
            organization_id=stage.organization_id, signed_on=signed_on,
            payer=filing.answered_by or "CPAM", new_structure=True, by=by, now=now,
        )  # fmt: skip
