"""A local resource grown old is somebody's task; any word about it closes that task."""

from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from maillon.apps.directory.models import LocalResource
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.apps.welcome.models import ResourceCheck
from maillon.apps.welcome.timing import PARIS, working_days_after
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM, Viewer

__all__ = ["STALE", "on_resource", "open_check"]

STALE: Final = "welcome.resource_stale"
MORNING: Final = time(7, 0)
CHECK_DAYS: Final = 10


def on_resource(
    resource_id: UUID, organization_id: UUID, kind: str, stale_on: date | None, by: Viewer,
    now: datetime,
) -> None:  # fmt: skip
    """Something was said of it: what was owed is done, and the next day to ask is planned."""
    owed = ResourceCheck.objects.filter(resource_id=resource_id, task__closed_at=None)
    for check in owed:
        tasks.close_task(task_id=check.task_id, outcome=kind, by=by, now=now)
    if stale_on is not None:
        jobs.enqueue(
            STALE, key=f"{STALE}:{resource_id}:{stale_on}",
            run_at=datetime.combine(stale_on, MORNING, PARIS),
            payload={"resource": str(resource_id), "stale_on": stale_on.isoformat()},
        )  # fmt: skip
    journal.record(
        act="welcome.resource", organization_id=organization_id, by=by, now=now,
        subjects=[("local_resource", resource_id)], data={"word": kind},
    )  # fmt: skip


def open_check(payload: dict[str, Any], now: datetime) -> None:
    """The day has come: owe the call to its structure, unless something was said since."""
    found = LocalResource.objects.living().filter(pk=payload["resource"]).first()
    if found is None or found.stale_on > date.fromisoformat(payload["stale_on"]):
        return
    if ResourceCheck.objects.filter(resource=found, task__closed_at=None).exists():
        return
    task = tasks.open_task(
        kind="welcome.check_resource", organization_id=found.organization_id,
        owner=Owner(group="organization", group_id=found.organization_id),
        origin=("local_resource", found.pk), due_at=working_days_after(now, CHECK_DAYS),
        by=SYSTEM, now=now,
    )  # fmt: skip
    ResourceCheck.objects.create(resource=found, task=task)
