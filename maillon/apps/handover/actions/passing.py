from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from maillon.apps.accounts.house import works_there
from maillon.apps.handover import access, sections
from maillon.apps.handover.models import PassedTask, Succession
from maillon.apps.journal import actions as journal
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["pass_owned", "pass_tasks", "passable", "return_tasks"]

PARIS: Final = ZoneInfo("Europe/Paris")


def passable(organization_id: UUID, account_id: UUID) -> Q:
    """Her open tasks that a successor can do: a desk hands its own over, and what is asked of
    her by name is asked again of somebody else.
    """
    return (
        Q(organization_id=organization_id, owner_account_id=account_id, closed_at=None)
        & ~Q(kind__startswith="desk.")
        & ~Q(kind__in=sections.kept_with())
    )


def pass_tasks(
    *, organization_id: UUID, from_id: UUID, to_id: UUID, by: AccountViewer, now: datetime
) -> Succession:
    """Give every open task of one account in this structure to another, deadlines kept.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``handover_same``,
    ``handover_stranger`` (the successor has no living role there), ``handover_nothing``.
    """
    access.require_writer(by, organization_id)
    if from_id == to_id:
        raise Refused("handover_same")
    if not works_there(to_id, organization_id, day=now.date()):
        raise Refused("handover_stranger")
    made = pass_owned(
        organization_id=organization_id, from_id=from_id, to_id=to_id, passed_by=by.account_id,
        by=by, now=now,
    )  # fmt: skip
    if made is None:
        raise Refused("handover_nothing")
    return made


def pass_owned(
    *, organization_id: UUID, from_id: UUID, to_id: UUID, passed_by: UUID, by: Viewer,
    now: datetime, since: date | None = None,
) -> Succession | None:  # fmt: skip
    """The same for a caller who has checked the right; with ``since``, only what is due from that
    day on. ``None`` where there is nothing to pass.
    """
    owed = passable(organization_id, from_id)
    if since is not None:
        owed &= Q(due_at__gte=datetime.combine(since, time(), PARIS))
    with transaction.atomic():
        tasks = list(Task.objects.select_for_update().filter(owed).order_by("due_at", "pk"))
        if not tasks:
            return None
        made = Succession(
            organization_id=organization_id, from_account_id=from_id, to_account_id=to_id,
            passed_by_id=passed_by, passed_at=now,
        )  # fmt: skip
        made.save(force_insert=True)
        PassedTask.objects.bulk_create(PassedTask(succession=made, task=one) for one in tasks)
        _give([one.pk for one in tasks], organization_id, to_id)
        _tell("handover.passed", made, len(tasks), by, now)
    return made


def _give(task_ids: Sequence[UUID], organization_id: UUID, to_id: UUID) -> None:
    """The tasks change hands, and what they are the task of follows."""
    Task.objects.filter(pk__in=task_ids).update(owner_account_id=to_id)
    sections.follow(organization_id, task_ids, to_id)


def return_tasks(*, succession_id: UUID, by: AccountViewer, now: datetime) -> Succession:
    """Undo: what is still open and still the successor's goes back to who had it.

    Raises ``NotFound``, ``Refused``: ``handover_returned``, ``handover_stranger`` (who had them
    has left since: the tasks would be nobody's).
    """
    with transaction.atomic():
        made = Succession.objects.select_for_update(of=("self",)).filter(pk=succession_id).first()
        if made is None:
            raise NotFound
        access.require_writer(by, made.organization_id)
        if made.returned_at is not None:
            raise Refused("handover_returned")
        if not works_there(made.from_account_id, made.organization_id, day=now.date()):
            raise Refused("handover_stranger")
        given = Task.objects.filter(
            pk__in=made.handed.values("task_id"), owner_account_id=made.to_account_id,
            closed_at=None,
        )  # fmt: skip
        back = list(given.values_list("pk", flat=True))
        _give(back, made.organization_id, made.from_account_id)
        made.returned_at = now
        made.save(update_fields=["returned_at"])
        _tell("handover.returned", made, len(back), by, now)
    return made


def _tell(act: str, made: Succession, count: int, by: Viewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=made.organization_id, by=by, now=now,
        subjects=[("succession", made.pk)],
        data={"from": str(made.from_account_id), "to": str(made.to_account_id), "tasks": count},
    )  # fmt: skip
