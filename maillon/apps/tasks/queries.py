"""What waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from maillon.apps.tasks.models import Task
from maillon.kernel.access import AccountViewer

__all__ = ["TaskRow", "count_open_tasks", "open_tasks"]


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
    rows = _owed(viewer, groups).order_by("due_at", "id")
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


def count_open_tasks(
    viewer: AccountViewer, *, groups: Iterable[UUID], kinds: Iterable[str], now: datetime
) -> tuple[int, int]:
    """How many open tasks of these kinds wait for her or her groups, and how many are late."""
    counted = _owed(viewer, groups).filter(kind__in=kinds)
    found = counted.aggregate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lte=now)))
    return found["n"], found["late"]


def _owed(viewer: AccountViewer, groups: Iterable[UUID]) -> QuerySet[Task]:
    mine = Q(owner_account_id=viewer.account_id)
    return Task.objects.open().filter(mine | Q(owner_group_id__in=groups))
