from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from maillon.apps.accounts.house import works_there
from maillon.apps.handover import access, sections
from maillon.apps.handover.models import PassedTask, Succession
from maillon.apps.journal import actions as journal
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["pass_tasks", "passable", "return_tasks"]


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
    with transaction.atomic():
        rows = Task.objects.select_for_update().filter(passable(organization_id, from_id))
        tasks = list(rows.order_by("due_at", "pk"))
        if not tasks:
            raise Refused("handover_nothing")
        made = Succession(
            organization_id=organization_id, from_account_id=from_id, to_account_id=to_id,
            passed_by_id=by.account_id, passed_at=now,
        )  # fmt: skip
        made.save(force_insert=True)
        PassedTask.objects.bulk_create(PassedTask(succession=made, task=one) for one in tasks)
        Task.objects.filter(pk__in=[one.pk for one in tasks]).update(owner_account_id=to_id)
        _tell("handover.passed", made, len(tasks), by, now)
    return made


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
        given = made.handed.values("task_id")
        moved = Task.objects.filter(
            pk__in=given, owner_account_id=made.to_account_id, closed_at=None
        ).update(owner_account_id=made.from_account_id)
        made.returned_at = now
        made.save(update_fields=["returned_at"])
        _tell("handover.returned", made, moved, by, now)
    return made


def _tell(act: str, made: Succession, count: int, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=made.organization_id, by=by, now=now,
        subjects=[("succession", made.pk)],
        data={"from": str(made.from_account_id), "to": str(made.to_account_id), "tasks": count},
    )  # fmt: skip
