"""What waits for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from maillon.apps.tasks.models import Task
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Kind, Prepared

__all__ = [
    "HouseTask",
    "KindCount",
    "OpenTasks",
    "TaskRow",
    "counts_by_kind",
    "house_tasks",
    "own_tasks",
    "prepared_dues",
    "tasks_of_kinds",
]  # fmt: skip

AT_DESK: Final = "desk."  # kinds of task that a desk shows by its requests
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a list shows it."""

    id: UUID
    kind: str
    origin_kind: str
    origin_id: UUID
    due_at: datetime
    mine: bool


class OpenTasks:
    """The open tasks of an account and of the groups it stands in, nearest deadline first.

    ``groups`` makes the ids of the groups of what it is ``given``.
    """

    def __init__(self, groups: Callable[[Any], Any], given: Kind) -> None:
        def make(account_id: UUID, of: Any) -> "QuerySet[Any, Any]":
            hers = Q(owner_account_id=account_id) | Q(owner_group_id__in=groups(of))
            return _shown(Task.objects.open().filter(hers))

        self._rows = Prepared(make, UUID, given)

    def of(self, viewer: AccountViewer, given: Any) -> tuple[TaskRow, ...]:
        """Those owed by the viewer or by what is made of ``given``."""
        return tuple(_row(viewer, *row) for row in self._rows.rows(viewer.account_id, given))


def _shown(rows: QuerySet[Task]) -> "QuerySet[Any, Any]":
    columns = ("pk", "kind", "origin_kind", "origin_id", "due_at", "owner_account_id")
    return rows.order_by("due_at", "id").values_list(*columns)


def _row(
    viewer: AccountViewer, pk: UUID, kind: str, origin_kind: str, origin_id: UUID,
    due_at: datetime, owner_id: UUID | None,
) -> TaskRow:  # fmt: skip
    return TaskRow(pk, kind, origin_kind, origin_id, due_at, owner_id == viewer.account_id)


@dataclass(frozen=True, slots=True)
class HouseTask:
    """A task of a structure and who owes it; no account: a group does."""

    row: TaskRow
    account_id: UUID | None
    group: str


def house_tasks(viewer: AccountViewer, organization_id: UUID) -> tuple[HouseTask, ...]:
    """Every open task of a structure, whoever owes it, nearest deadline first; a desk's stand on
    its own board. The caller has checked the right to the structure.
    """
    rows = Task.objects.open().filter(organization_id=organization_id)
    return tuple(
        HouseTask(
            TaskRow(
                t.pk, t.kind, t.origin_kind, t.origin_id, t.due_at,
                t.owner_account_id == viewer.account_id,
            ),
            t.owner_account_id, t.get_owner_group_display() if t.owner_group else "",
        )
        for t in rows.exclude(kind__startswith="desk.").order_by("due_at", "id")
    )  # fmt: skip


def prepared_dues(
    groups: Callable[[Any], Any], given: Kind, kinds: Iterable[str]
) -> Prepared[Task]:
    """The deadlines of the open tasks of these kinds, for a frame that counts them at each page,
    and of what is owed by the account beside its desk.

    Asked with an account and what ``groups`` makes groups of; those of the account or of a group.
    """
    named = list(kinds)

    def make(account_id: UUID, of: Any) -> "QuerySet[Any, Any]":
        mine = Q(owner_account_id=account_id)
        held = (mine | Q(owner_group_id__in=groups(of))) & Q(kind__in=named)
        beside = mine & ~Q(kind__startswith=AT_DESK)
        return Task.objects.open().filter(held | beside).values_list("due_at")

    return Prepared(make, UUID, given)


def own_tasks(viewer: AccountViewer, *, beside_desk: bool) -> tuple[TaskRow, ...]:
    """What is owed by her account alone, the 200 nearest first; without what her desk shows
    already.
    """
    rows = (_BESIDE if beside_desk else _OWN).rows(viewer.account_id)
    return tuple(_row(viewer, *row) for row in rows)


def _owed_by(account_id: UUID) -> QuerySet[Task]:
    return Task.objects.open().filter(owner_account_id=account_id)


_OWN: Final = Prepared(lambda account_id: _shown(_owed_by(account_id))[:MOST], UUID)
_BESIDE: Final = Prepared(
    lambda account_id: _shown(_owed_by(account_id).exclude(kind__startswith=AT_DESK))[:MOST], UUID
)


@dataclass(frozen=True, slots=True)
class KindCount:
    """What waits of one kind: how many, how many late, since when, by when."""

    kind: str
    count: int
    late: int
    oldest: datetime
    next_due: datetime


def counts_by_kind(
    viewer: AccountViewer, *, houses: Iterable[UUID], now: datetime
) -> tuple[KindCount, ...]:
    """What waits for a coordinator and for her structures, by kind: one question."""
    rows = _coordinated(viewer, houses).values("kind").order_by("kind")
    counted = rows.annotate(
        count=Count("pk"), late=Count("pk", filter=Q(due_at__lte=now)),
        oldest=Min("created_at"), next_due=Min("due_at"),
    )  # fmt: skip
    return tuple(KindCount(**row) for row in counted)


def tasks_of_kinds(
    viewer: AccountViewer, *, houses: Iterable[UUID], kinds: Iterable[str], most: int
) -> tuple[TaskRow, ...]:
    """Those of these kinds, nearest deadline first."""
    rows = _coordinated(viewer, houses).filter(kind__in=list(kinds)).order_by("due_at", "id")
    return tuple(
        TaskRow(
            one.pk, one.kind, one.origin_kind, one.origin_id, one.due_at,
            one.owner_account_id == viewer.account_id,
        )
        for one in rows[:most]
    )  # fmt: skip


def _coordinated(viewer: AccountViewer, houses: Iterable[UUID]) -> QuerySet[Task]:
    """Hers, and those of the structures and circles she coordinates; a desk has its own home."""
    ids = list(houses)
    hers = Q(owner_account_id=viewer.account_id)
    of_house = Q(owner_group=Task.Group.ORGANIZATION, owner_group_id__in=ids)
    of_circle = Q(owner_group=Task.Group.CIRCLE, organization_id__in=ids)
    owed = Task.objects.open().filter(hers | of_house | of_circle)
    return owed.exclude(kind__startswith=AT_DESK)
