"""Six inboxes: how many, how old, by when, and the nearest lines of each."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.care.queries import unread_around
from maillon.apps.cockpit import access, opening
from maillon.apps.cockpit.models import Errand
from maillon.apps.cockpit.queries.days import day_due
from maillon.apps.cockpit.vocabulary import ASIDES
from maillon.apps.desk.queries.moments import Due, span
from maillon.apps.tasks import queries as tasks
from maillon.apps.tasks.inboxes import INBOXES, inbox_of
from maillon.apps.tasks.queries import KindCount, TaskRow
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["Cockpit", "Inbox", "InboxLine", "cockpit", "one_inbox", "own_lines"]

SHOWN: Final = 4  # so that six inboxes stand on one screen
MOST: Final = 200
LOOKED_BACK: Final = timedelta(days=30)
EMPTY: Final = {
    "alert": "Ni accès à relire, ni signal.",
    "welcome": "Personne n’attend votre rappel.",
    "collective": "Rien n’est dû après vos réunions.",
    "guarantor": "Aucun projet n’attend de vous aujourd’hui.",
    "prevention": "Rien de prévu : notez la prochaine action.",
    "outside": "Ni partenaire à rappeler, ni ressource à revérifier.",
}


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One thing to do: what, about what, by when, where it opens."""

    task_id: UUID
    title: str
    about: str
    url: str
    errand_id: UUID | None
    due: Due


@dataclass(frozen=True, slots=True)
class AsideLine:
    """A thing that somebody set aside, and why."""

    errand_id: UUID
    text: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Inbox:
    """One of the six functions: what waits in it."""

    code: str
    label: str
    count: int
    late: int
    oldest: str  # « depuis 6 jours »
    next_due: Due | None
    lines: tuple[InboxLine, ...]
    empty: str
    aside: tuple["AsideLine", ...] = ()  # set aside these thirty days: on its own page alone

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Cockpit:
    """The day of a coordinator."""

    inboxes: tuple[Inbox, ...]
    count: int
    late: int
    unread: int  # conversations of her circles


def cockpit(viewer: AccountViewer, *, now: datetime) -> Cockpit:
    """The six inboxes with their nearest lines; as many questions whatever waits in them.

    ``NotFound`` for whoever coordinates for no structure.
    """
    houses = access.require_coordinator(viewer)
    counts = tasks.counts_by_kind(viewer, houses=houses, now=now)
    rows = {code: _rows(viewer, houses, code, counts, SHOWN) for code in INBOXES}
    told = opening.about(viewer, [row for some in rows.values() for row in some], now)
    found = tuple(_inbox(code, counts, rows[code], told, now) for code in INBOXES)
    late, unread = sum(one.late for one in found), unread_around(viewer, now=now)
    return Cockpit(found, sum(one.count for one in found), late, unread)


def one_inbox(viewer: AccountViewer, code: str, *, now: datetime) -> Inbox:
    """One inbox with all its lines, 200 at most, and what was set aside these thirty days;
    ``NotFound`` for no such inbox.
    """
    houses = access.require_coordinator(viewer)
    if code not in INBOXES:
        raise NotFound
    counts = tasks.counts_by_kind(viewer, houses=houses, now=now)
    rows = _rows(viewer, houses, code, counts, MOST)
    found = _inbox(code, counts, rows, opening.about(viewer, rows, now), now)
    return replace(found, aside=_aside(houses, code, now))


def _aside(houses: frozenset[UUID], code: str, now: datetime) -> tuple[AsideLine, ...]:
    rows = Errand.objects.select_related("task").filter(
        organization_id__in=houses, inbox=code, task__closed_at__gt=now - LOOKED_BACK
    )
    found = rows.exclude(aside="").order_by("-task__closed_at", "pk")
    return tuple(
        AsideLine(one.pk, one.text, ASIDES[one.aside], one.task.closed_at or now) for one in found
    )


def own_lines(
    viewer: AccountViewer, *, now: datetime, beside_desk: bool = False
) -> tuple[InboxLine, ...]:
    """What is owed by her account alone, nearest first: for who sits at no desk and coordinates
    nothing, or, ``beside_desk``, next to the requests of her desk, where lines name no person.
    """
    rows = tasks.own_tasks(viewer, beside_desk=beside_desk)
    told = (opening.pointed if beside_desk else opening.about)(viewer, rows, now)
    return tuple(_line(row, told[row.kind, row.origin_id], now) for row in rows)


def _rows(
    viewer: AccountViewer, houses: frozenset[UUID], code: str, counts: tuple[KindCount, ...],
    most: int,
) -> tuple[TaskRow, ...]:  # fmt: skip
    kinds = [one.kind for one in counts if inbox_of(one.kind) == code]
    return tasks.tasks_of_kinds(viewer, houses=houses, kinds=kinds, most=most)


def _inbox(
    code: str, counts: tuple[KindCount, ...], rows: tuple[TaskRow, ...],
    told: dict[tuple[str, UUID], opening.About], now: datetime,
) -> Inbox:  # fmt: skip
    mine = [one for one in counts if inbox_of(one.kind) == code]
    return Inbox(
        code=code, label=INBOXES[code], count=sum(one.count for one in mine),
        late=sum(one.late for one in mine),
        oldest=f"depuis {span(now - min(one.oldest for one in mine))}" if mine else "",
        next_due=day_due(min(one.next_due for one in mine), now) if mine else None,
        lines=tuple(_line(row, told[row.kind, row.origin_id], now) for row in rows),
        empty=EMPTY[code],
    )  # fmt: skip


def _line(row: TaskRow, told: opening.About, now: datetime) -> InboxLine:
    return InboxLine(
        row.id, told.title, told.about, told.url, row.origin_id if told.errand else None,
        day_due(row.due_at, now),
    )  # fmt: skip
