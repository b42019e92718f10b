from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from maillon.apps.journal import actions as journal
from maillon.apps.projects import access
from maillon.apps.projects.models import HealthProject, Objective, ProjectAction, WorkingGroup
from maillon.apps.projects.vocabulary import OUTCOMES
from maillon.apps.structures.models import Member
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewAction", "add_action", "add_objective", "end_action", "entrust_action"]

PARIS: Final = ZoneInfo("Europe/Paris")
TASK: Final = "projects.action"


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action as typed. ``owner_id``: a member; ``group_id``: the working group it is of."""

    text: str
    owner_id: UUID | None = None
    group_id: UUID | None = None
    due_on: date | None = None


def add_objective(*, project_id: UUID, text: str, by: AccountViewer, now: datetime) -> Objective:
    """What the team wants to have changed. Raises ``Refused('objective_empty')``."""
    project = access.require_lead(by, project_id)
    if not text.strip():
        raise Refused("objective_empty")
    with transaction.atomic():
        HealthProject.objects.select_for_update().get(pk=project.pk)
        last = project.objectives.aggregate(last=Max("position"))["last"] or 0
        objective = Objective(project=project, text=text.strip()[:400], position=last + 1)
        objective.save(force_insert=True)
    return objective


def add_action(
    *, objective_id: UUID, new: NewAction, by: AccountViewer, now: datetime
) -> ProjectAction:
    """An action of an objective; with an owner and a date it is her task.

    Raises ``NotFound``, ``Refused``: ``action_empty``, ``action_past``.
    """
    objective = Objective.objects.filter(pk=objective_id).first()
    project = access.require_lead(by, objective.project_id if objective else objective_id)
    if objective is None or not new.text.strip():
        raise Refused("action_empty")
    owner, group = _owner(project, new.owner_id), _group(project, new.group_id)
    with transaction.atomic():
        HealthProject.objects.select_for_update().get(pk=project.pk)
        last = objective.actions.aggregate(last=Max("position"))["last"] or 0
        action = ProjectAction(
            objective=objective, text=new.text.strip()[:400], group=group, position=last + 1
        )
        _entrust(action, project, owner, new.due_on, by, now)
        action.save(force_insert=True)
    return action


def entrust_action(
    *, action_id: UUID, owner_id: UUID | None, due_on: date | None, by: AccountViewer, now: datetime
) -> ProjectAction:
    """Give an action an owner and a date, or others: its task moves with it.

    Raises ``NotFound``, ``Refused``: ``action_ended``, ``action_past``.
    """
    found = access.require_action(by, action_id, lead=False)
    project = access.require_lead(by, found.objective.project_id)
    owner = _owner(project, owner_id)
    with transaction.atomic():
        action = _living(action_id)
        _entrust(action, project, owner, due_on, by, now)
        action.save(update_fields=["owner", "due_on", "task"])
    return action


def end_action(*, action_id: UUID, outcome: str, by: AccountViewer, now: datetime) -> ProjectAction:
    """Say how an action ended, by its owner or who leads; its task ends with it, once.

    Raises ``NotFound``, ``Refused('action_ended')`` the second time.
    """
    access.require_action(by, action_id, lead=True)
    if outcome not in OUTCOMES:
        raise NotFound
    with transaction.atomic():
        action = _living(action_id)
        action.outcome, action.ended_at = outcome, now
        action.save(update_fields=["outcome", "ended_at"])
        if action.task_id:
            tasks.close_task(task_id=action.task_id, outcome=outcome, by=by, now=now)
        _tell("projects.action_ended", action, by, now, outcome=outcome)
    return action


def _living(action_id: UUID) -> ProjectAction:
    rows = ProjectAction.objects.select_for_update(of=("self",))
    action = rows.select_related("objective__project").get(pk=action_id)
    if action.outcome:
        raise Refused("action_ended")
    return action


def _owner(project: HealthProject, owner_id: UUID | None) -> Member | None:
    if owner_id is None:
        return None
    found = Member.objects.of(project.organization_id).filter(pk=owner_id, left_on=None).first()
    if found is None:
        raise NotFound
    return found


def _group(project: HealthProject, group_id: UUID | None) -> WorkingGroup | None:
    found = project.groups.filter(pk=group_id).first() if group_id else None
    if group_id and found is None:
        raise NotFound
    return found


def _entrust(
    action: ProjectAction, project: HealthProject, owner: Member | None, due_on: date | None,
    by: AccountViewer, now: datetime,
) -> None:  # fmt: skip
    if due_on and due_on != action.due_on and due_on < now.astimezone(PARIS).date():
        raise Refused("action_past")
    action.owner, action.due_on = owner, due_on
    if owner is None or due_on is None:
        if action.task_id:
            tasks.close_task(task_id=action.task_id, outcome="put_back", by=by, now=now)
            action.task = None
        return
    whose = (
        tasks.Owner(account_id=owner.account_id) if owner.account_id
        else tasks.Owner(group="organization", group_id=project.organization_id)
    )  # fmt: skip
    due_at = datetime.combine(due_on, time(18), PARIS)
    if action.task_id:
        tasks.move_task(task_id=action.task_id, owner=whose, due_at=due_at, by=by, now=now)
    else:
        action.task = tasks.open_task(
            kind=TASK, organization_id=project.organization_id, owner=whose,
            origin=("project_action", action.pk), due_at=due_at, by=by, now=now,
        )  # fmt: skip
    _tell("projects.action_planned", action, by, now, due_on=due_on.isoformat())


def _tell(act: str, action: ProjectAction, by: AccountViewer, now: datetime, **data: Any) -> None:
    project = action.objective.project
    told: Mapping[str, Any] = data
    journal.record(
        act=act, organization_id=project.organization_id, by=by, now=now,
        subjects=[("project", project.pk), ("project_action", action.pk)], data=dict(told),
    )  # fmt: skip
