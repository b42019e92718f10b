"""What waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from maillon.apps.tasks.models import Task
from maillon.kernel.access import AccountViewer

__all__ = ["TaskRow", "open_tasks"]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a list shows it."""

    id: UUID
    kind: str
    origin_kind: str
    origin_id: UUID
    due_at: datetime
    mine: bool


def open_tasks(viewer: AccountViewer, *, groups: Iterable[UUID] = ()) -> tuple[TaskRow, ...]:
    """Open tasks of the viewer and of the groups she stands in, nearest deadline first."""
    mine = Q(owner_account_id=viewer.account_id)
    rows = (
        Task.objects.open()
        .filter(mine | Q(owner_group_id__in=list(groups)))
        .order_by("due_at", "id")
    )
    return tuple(
        TaskRow(
            t.pk,
            t.kind,
            t.origin_kind,
            t.origin_id,
            t.due_at,
            t.owner_account_id == viewer.account_id,
        )
        for t in rows
    )
