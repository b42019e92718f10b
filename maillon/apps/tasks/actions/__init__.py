"""Opening, closing and passing on what is owed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.tasks.models import Task
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["Owner", "close_task", "move_task", "open_task"]


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or a group, exactly one of them."""

    account_id: UUID | None = None
    group: str = ""
    group_id: UUID | None = None


def open_task(
    *,
    kind: str,
    organization_id: UUID,
    owner: Owner,
    origin: tuple[str, UUID],
    due_at: datetime,
    by: Viewer,
    now: datetime,
) -> Task:
    """Make a silent step somebody's, with a deadline; in the transaction of its cause."""
    return Task.objects.create(
        kind=kind,
        organization_id=organization_id,
        owner_account_id=owner.account_id,
        owner_group=owner.group,
        owner_group_id=owner.group_id,
        origin_kind=origin[0],
        origin_id=origin[1],
        created_at=now,
        due_at=due_at,
    )


def close_task(*, task_id: UUID, outcome: str, by: Viewer, now: datetime) -> None:
    """Close with an outcome, once; ``Refused('task_already_closed')`` for the second."""
    closed = Task.objects.filter(pk=task_id, closed_at=None).update(
        closed_at=now, outcome=outcome, closed_by_kind=by.kind, closed_by_id=by.id
    )
    if not closed:
        raise Refused("task_already_closed")


def move_task(
    *,
    task_id: UUID,
    by: Viewer,
    now: datetime,
    owner: Owner | None = None,
    due_at: datetime | None = None,
) -> None:
    """Give an open task another owner or another deadline."""
    changes: dict[str, object] = {}
    if owner is not None:
        changes |= {
            "owner_account_id": owner.account_id,
            "owner_group": owner.group,
            "owner_group_id": owner.group_id,
        }
    if due_at is not None:
        changes["due_at"] = due_at
    if not Task.objects.filter(pk=task_id, closed_at=None).update(**changes):
        raise Refused("task_already_closed")
