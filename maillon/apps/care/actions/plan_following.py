"""What becomes of the project's actions: a task for whoever has an account, an outcome, once."""

from datetime import date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.care import access
from maillon.apps.care.grounds import members_of
from maillon.apps.care.models import (
    Activity,
    CarePlan,
    CarePlanRevision,
    CareTeamMember,
    FollowUp,
    Patient,
)
from maillon.apps.care.plan_vocabulary import OUTCOMES
from maillon.apps.journal.actions import record
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import Viewer

__all__ = ["evening", "follow", "settle_activity"]

TASK: Final = "care.activity"
PARIS: Final = ZoneInfo("Europe/Paris")


def evening(day: date) -> datetime:
    """When something due on a day is late."""
    return datetime.combine(day, time(18), PARIS)


def follow(revision: CarePlanRevision, patient: Patient, by: Viewer, now: datetime) -> None:
    """Tasks as this version wants them: opened, moved, closed where the action is gone."""
    plan = revision.plan
    known = {row.key: row for row in FollowUp.objects.filter(plan=plan).select_related("task")}
    acts = Activity.objects.filter(goal__need__revision=revision).select_related(
        "member__practitioner_role", "member__responder__practitioner_role", "member__related"
    )
    wanted = {one.key: one for one in acts}
    for key, one in wanted.items():
        row = known.get(key)
        if row is None or not row.outcome:
            _owe(plan, patient, one, row, by, now)
    for key, row in known.items():
        if key not in wanted:
            _close(row, "dropped", by, now)


def _owe(
    plan: CarePlan, patient: Patient, one: Activity, row: FollowUp | None, by: Viewer,
    now: datetime,
) -> None:  # fmt: skip
    row = row or FollowUp(plan=plan, key=one.key)
    owner = _owner(one.member, now.date()) if one.member and one.due_on else None
    held = row.task if row.task and row.task.closed_at is None else None
    if owner is None or one.due_on is None:
        _close(row, "dropped", by, now)
        return
    if held is not None:
        tasks.move_task(task_id=held.pk, owner=owner, due_at=evening(one.due_on), by=by, now=now)
        return
    row.task = tasks.open_task(
        kind=TASK, organization_id=patient.organization_id, owner=owner,
        origin=("care_plan", plan.pk), due_at=evening(one.due_on), by=by, now=now,
    )  # fmt: skip
    row.save()


def _close(row: FollowUp, outcome: str, by: Viewer, now: datetime) -> None:
    if row.task is not None and row.task.closed_at is None:
        tasks.close_task(task_id=row.task.pk, outcome=outcome, by=by, now=now)


def _owner(member: CareTeamMember, day: date) -> Owner | None:
    """The account of a member, where she has one; a structure's, where somebody coordinates."""
    if member.related is not None:
        return Owner(member.related.account_id) if member.related.account_id else None
    if member.organization_id is not None:
        held = ScopedRole.objects.filter(
            organization_id=member.organization_id, code="coordinator", starts_on__lte=day
        ).exclude(ends_on__lte=day)
        return (
            Owner(group="organization", group_id=member.organization_id) if held.exists() else None
        )
    role = member.practitioner_role or (member.responder and member.responder.practitioner_role)
    if not role:
        return None
    account = Account.objects.filter(practitioner_id=role.practitioner_id, is_active=True).first()
    return Owner(account.pk) if account else None


def settle_activity(
    *, patient_id: UUID, key: UUID, outcome: str, by: Viewer, now: datetime
) -> None:
    """Say once what became of an action: by whoever writes the project, or whose action it is, as
    far as she reads it; its task closes. Raises ``NotFound``, ``Refused``: ``activity_outcome``,
    ``activity_settled``.
    """
    if outcome not in OUTCOMES:
        raise Refused("activity_outcome")
    with transaction.atomic():
        patient = Patient.objects.select_for_update(of=("self",)).filter(
            pk=patient_id, merged_into=None
        ).first()  # fmt: skip
        one = _current(patient_id, key)
        if patient is None or one is None or not _may_settle(by, patient, one, now):
            raise NotFound
        plan = one.goal.need.revision.plan
        row = FollowUp.objects.filter(plan=plan, key=key).select_related("task").first()
        row = row or FollowUp(plan=plan, key=key)
        if row.outcome:
            raise Refused("activity_settled")
        row.outcome, row.settled_at = outcome, now
        row.settled_by_kind, row.settled_by_id = by.kind, by.id
        row.save()
        _close(row, outcome, by, now)
        record(
            act="care.activity", organization_id=patient.organization_id, by=by, now=now,
            subjects=[("patient", patient.pk)], data={"outcome": outcome},
        )  # fmt: skip
        events.bump(f"circle:{patient.pk}")


def _current(patient_id: UUID, key: UUID) -> Activity | None:
    return (
        Activity.objects.select_related("goal__need__revision__plan")
        .filter(
            key=key, goal__need__revision__plan__patient_id=patient_id,
            goal__need__revision__replaced_at=None,
        )
        .first()
    )  # fmt: skip


def _may_settle(by: Viewer, patient: Patient, one: Activity, now: datetime) -> bool:
    if one.goal.need.theme not in access.themes_on(by, patient, now):
        return False
    mine = one.member_id is not None and members_of(by, patient.pk).filter(pk=one.member_id)
    return access.may_write_plan(by, patient, now) or bool(mine)
