from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.models import Task
from maillon.kernel.access import Viewer

__all__ = ["PARIS", "evening", "owe", "settle", "today_of"]

PARIS: Final = ZoneInfo("Europe/Paris")


def today_of(now: datetime) -> date:
    """The day it is where the structure works."""
    return now.astimezone(PARIS).date()


def evening(day: date) -> datetime:
    """The end of a working day."""
    return datetime.combine(day, time(18), PARIS)


def owe(
    kind: str, organization_id: UUID, origin: tuple[str, UUID], day: date, *, by: Viewer,
    now: datetime, account_id: UUID | None = None,
) -> Task:  # fmt: skip
    """A task for that day, or for tomorrow where it is past: somebody's, else the structure's."""
    owner = (
        tasks.Owner(account_id=account_id)
        if account_id
        else tasks.Owner(group="organization", group_id=organization_id)
    )
    due = max(evening(day), evening(today_of(now) + timedelta(days=1)))
    return tasks.open_task(
        kind=kind, organization_id=organization_id, owner=owner, origin=origin, due_at=due, by=by,
        now=now,
    )  # fmt: skip


def settle(task: Task | None, outcome: str, *, by: Viewer, now: datetime) -> None:
    """Close the task of something that is settled, where it is still open."""
    if task is not None and task.closed_at is None:
        tasks.close_task(task_id=task.pk, outcome=outcome, by=by, now=now)
