from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from maillon.apps.directory.models import Organization
from maillon.apps.journal import actions as journal
from maillon.apps.projects.models import ProjectAdoption
from maillon.apps.stages import access
from maillon.apps.stages.models import Stage, StageFiling
from maillon.apps.stages.papers import Kept, keep
from maillon.apps.stages.path import STEPS, Way, next_step, path_for
from maillon.apps.structures import access as structures
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewFiling", "begin_stage", "file_step", "owe", "passed", "today", "way_of"]

PARIS: Final = ZoneInfo("Europe/Paris")
TASK: Final = "stages.step"


@dataclass(frozen=True, slots=True)
class NewFiling:
    """What is sent for a step. ``adoption``: the version of the project that goes, instead of a
    paper; ``answer_by``: the day the answer is awaited.
    """

    step: str
    sent_on: date
    sent_to: str = ""
    document: bytes = b""
    adoption: int | None = None
    answer_by: date | None = None


def today(now: datetime) -> date:
    """The day it is in Paris."""
    return now.astimezone(PARIS).date()


def owe(stage: Stage, origin: UUID, due_on: date, by: AccountViewer, now: datetime) -> UUID:
    """A task of the structure until a day; its id."""
    return tasks.open_task(
        kind=TASK, organization_id=stage.organization_id,
        owner=tasks.Owner(group="organization", group_id=stage.organization_id),
        origin=("stage", origin), due_at=datetime.combine(due_on, time(18), PARIS), by=by, now=now,
    ).pk  # fmt: skip


def way_of(organization_id: UUID) -> Way:
    """The steps of a structure. Raises ``Refused('stage_kind')`` where none is known."""
    found = path_for(Organization.objects.get(pk=organization_id).kind)
    if found is None:
        raise Refused("stage_kind")
    return found


def begin_stage(
    *, organization_id: UUID, began_on: date, team: str, by: AccountViewer, now: datetime
) -> Stage:
    """Begin the way to a contract: the pre-project asks no paper and nobody's answer.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``stage_kind``,
    ``stage_begun``, ``stage_later``.
    """
    structures.require_writer(by, organization_id)
    way_of(organization_id)
    if began_on > today(now):
        raise Refused("stage_later")
    stage = Stage(organization_id=organization_id, began_on=began_on, team=team.strip()[:600])
    try:
        with transaction.atomic():
            stage.save(force_insert=True)
            journal.record(
                act="stages.begun", organization_id=organization_id, by=by, now=now,
                subjects=[("stage", stage.pk)],
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("stage_begun") from error
    return stage


def passed(stage: Stage) -> set[str]:
    """The steps that are behind: the pre-project, and each one accepted."""
    return {"pre_project", *stage.filings.filter(answer="accepted").values_list("step", flat=True)}


def file_step(
    *, organization_id: UUID, new: NewFiling, by: AccountViewer, now: datetime
) -> StageFiling:
    """Write down what was sent for the step the structure is at; the answer to it becomes a task
    where a day is awaited. After a return or a refusal the same step is sent again.

    Raises ``NotFound``, ``Refused``: ``stage_order``, ``stage_waits``, ``stage_later``,
    ``stage_paper``, and as a register for the paper.
    """
    stage = access.require_writer(by, organization_id)
    if new.step not in STEPS[1:]:
        raise NotFound
    if new.sent_on > today(now):
        raise Refused("stage_later")
    kept = _paper(stage, new)
    with transaction.atomic():
        Stage.objects.select_for_update().get(pk=stage.pk)
        if stage.filings.filter(step=new.step, answer="").exists():
            raise Refused("stage_waits")
        if next_step(passed(stage)) != new.step:
            raise Refused("stage_order")
        owed = stage.filings.filter(step=new.step, task__isnull=False, task__closed_at=None)
        for task_id in owed.values_list("task_id", flat=True):
            tasks.close_task(task_id=task_id, outcome="sent_again", by=by, now=now)
        filing = StageFiling(
            stage=stage, step=new.step, sent_on=new.sent_on, sent_to=new.sent_to.strip()[:120],
            adoption=new.adoption, media_type=kept.media_type, digest=kept.digest,
            content=kept.content, sent_by_id=by.account_id, written_at=now,
        )  # fmt: skip
        if new.answer_by:
            filing.task_id = owe(stage, filing.pk, new.answer_by, by, now)
        filing.save(force_insert=True)
        journal.record(
            act="stages.filed", organization_id=organization_id, by=by, now=now,
            subjects=[("stage", stage.pk)], data={"step": new.step},
            documents=[kept.digest] if kept.digest else [],
        )  # fmt: skip
    return filing


def _paper(stage: Stage, new: NewFiling) -> Kept:
    """The paper sent; for the project, the version adopted will do, by its fingerprint."""
    if new.adoption and new.step == "project":
        rows = ProjectAdoption.objects.filter(project__organization_id=stage.organization_id)
        found = rows.filter(number=new.adoption).values_list("digest", flat=True).first()
        if found is None:
            raise NotFound
        return Kept(digest=found)
    if not new.document:
        raise Refused("stage_paper")
    return keep(new.document)
