from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from maillon.apps.accounts.house import held_in
from maillon.apps.accounts.queries import account_cards
from maillon.apps.handover.sections import kept_with
from maillon.apps.tasks.models import Task

__all__ = ["Behind", "left_behind"]


@dataclass(frozen=True, slots=True)
class Behind:
    """Open tasks of somebody who works here no more; ``asked``: of her by name, to ask again."""

    account_id: UUID
    name: str
    tasks: int
    late: int
    asked: int


def left_behind(organization_id: UUID, *, now: datetime) -> tuple[Behind, ...]:
    """Whose open tasks in this structure nobody will do, because she holds no role there today.

    The caller has checked the right to the structure.
    """
    here = {one.id for one in held_in(organization_id, day=now.date())}
    asked = Q(kind__in=kept_with())
    rows = Task.objects.open().filter(organization_id=organization_id).exclude(
        Q(owner_account=None) | Q(owner_account__in=here) | Q(kind__startswith="desk.")
    )  # fmt: skip
    counted = rows.values("owner_account_id").annotate(
        tasks=Count("pk", filter=~asked), asked=Count("pk", filter=asked),
        late=Count("pk", filter=~asked & Q(due_at__lte=now)),
    )  # fmt: skip
    found = list(counted.order_by("owner_account_id"))
    names = account_cards({one["owner_account_id"] for one in found})
    told = [
        Behind(one["owner_account_id"], names[one["owner_account_id"]].name, one["tasks"],
               one["late"], one["asked"])
        for one in found
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda one: (-one.late, one.name)))
