from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from maillon.apps.journal import actions as journal
from maillon.apps.projects.models import ProjectAction
from maillon.apps.structures.models import Member
from maillon.apps.tasks import actions as tasks
from maillon.kernel.access import Viewer

__all__ = ["hand_actions", "holds_actions", "return_actions"]


def holds_actions(organization_id: UUID, member_id: UUID) -> bool:
    """Whether an action of the project that is not ended is hers."""
    return _living(organization_id).filter(owner_id=member_id).exists()


def hand_actions(
    *, organization_id: UUID, from_id: UUID, to_id: UUID, since: date | None, by: Viewer,
    now: datetime,
) -> list[UUID]:  # fmt: skip
    """What one member had to do is another's, its tasks too; with ``since``, what has no day or a
    day from that one on. The actions that moved; the caller has checked the right.
    """
    rows = _living(organization_id).filter(owner_id=from_id)
    if since is not None:
        rows = rows.filter(Q(due_on=None) | Q(due_on__gte=since))
    return _move(rows, organization_id, to_id, by, now)


def return_actions(
    *, organization_id: UUID, action_ids: Collection[UUID], from_id: UUID, to_id: UUID,
    by: Viewer, now: datetime,
) -> list[UUID]:  # fmt: skip
    """Undo: those still open and still hers go back. The caller has checked the right."""
    rows = _living(organization_id).filter(pk__in=list(action_ids), owner_id=from_id)
    return _move(rows, organization_id, to_id, by, now)


def _living(organization_id: UUID) -> QuerySet[ProjectAction]:
    return ProjectAction.objects.filter(
        objective__project__organization_id=organization_id, outcome=""
    )


def _move(
    rows: QuerySet[ProjectAction], organization_id: UUID, to_id: UUID, by: Viewer, now: datetime
) -> list[UUID]:
    heir = Member.objects.get(pk=to_id)
    whose = (
        tasks.Owner(account_id=heir.account_id) if heir.account_id
        else tasks.Owner(group="organization", group_id=organization_id)
    )  # fmt: skip
    with transaction.atomic():
        moved = list(rows.select_for_update(of=("self",)).select_related("task"))
        for one in moved:
            one.owner = heir
            one.save(update_fields=["owner"])
            if one.task is not None and one.task.closed_at is None:
                tasks.move_task(task_id=one.task.pk, owner=whose, by=by, now=now)
        if moved:
            journal.record(
                act="projects.actions_handed", organization_id=organization_id, by=by, now=now,
                subjects=[("project_action", one.pk) for one in moved], data={"to": str(to_id)},
            )  # fmt: skip
    return [one.pk for one in moved]
