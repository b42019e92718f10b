from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.journal.models import Entry, Participant
from maillon.apps.posts import access
from maillon.apps.posts.counting import Noted, counted
from maillon.apps.posts.models import CoordinationTime, RunningTimer
from maillon.apps.posts.offered import aside, untaken
from maillon.apps.posts.vocabulary import KINDS, TASKS
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.kernel.access import AccountViewer

__all__ = ["Line", "LinePage", "Offer", "Running", "TimePage", "counted_of", "line_page",
           "lines_of", "time_page"]  # fmt: skip

OFFERED_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Line:
    """A line of time; ``counted`` is less than ``minutes`` where another line tells the same
    moment.
    """

    id: UUID
    account_id: UUID
    kind: str
    kind_label: str
    task: str
    task_label: str
    words: str
    day: date
    minutes: int
    counted: int
    origin: str
    origin_label: str
    written_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A closed meeting whose minutes she may count."""

    entry_id: UUID
    day: date
    kind_label: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Running:
    """Her timer; ``here``: it runs for this structure. ``long``: it must have been forgotten."""

    organization_id: UUID
    structure: str
    task_label: str
    words: str
    started_at: datetime
    minutes: int
    here: bool
    long: bool


@dataclass(frozen=True, slots=True)
class TimePage:
    """Her week in a structure: lines that stand, minutes by kind, what is offered or was set
    aside, her timer."""

    card: StructureCard
    today: date
    monday: date
    lines: tuple[Line, ...]
    offers: tuple[Offer, ...]
    aside: tuple[Offer, ...]
    running: Running | None

    @property
    def minutes(self) -> int:
        """What the week counts."""
        return sum(one.counted for one in self.lines)

    @property
    def by_kind(self) -> tuple[tuple[str, int], ...]:
        """Minutes of each kind of coordination, nothing included."""
        return tuple(
            (label, sum(one.counted for one in self.lines if one.kind == kind))
            for kind, label in KINDS.items()
        )


@dataclass(frozen=True, slots=True)
class LinePage:
    """One line with what came before and after it, oldest first; ``writes``: it is hers."""

    organization_id: UUID
    structure: str
    name: str
    line: Line
    history: tuple[Line, ...]
    writes: bool
    of_meeting: bool


def time_page(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, on: date | None = None
) -> TimePage:
    """Her own week in a structure where she works, the one of a day; ``NotFound`` for strangers."""
    access.require_team(viewer, organization_id)
    today = now.astimezone(PARIS).date()
    day = min(on or today, today)
    monday = day - timedelta(days=day.weekday())
    card = next(one for one in structures_read(viewer, now=now) if one.id == organization_id)
    rows = CoordinationTime.objects.standing().filter(
        account_id=viewer.account_id, organization_id=organization_id,
        day__gte=monday, day__lt=monday + timedelta(days=7),
    )  # fmt: skip
    return TimePage(
        card, today, monday, lines_of(list(rows)),
        _offers(viewer, untaken(organization_id, viewer.account_id), now),
        _offers(viewer, aside(organization_id, viewer.account_id), now),
        _running(viewer, organization_id, now),
    )  # fmt: skip


def lines_of(rows: Sequence[CoordinationTime]) -> tuple[Line, ...]:
    """These lines as they are read, each with what it counts among all of the same people."""
    told = counted_of(rows)
    return tuple(_line(one, told.get(one.pk, 0)) for one in rows)


def counted_of(rows: Sequence[CoordinationTime]) -> dict[UUID, int]:
    """What each of these lines counts, among all of the same people around these days."""
    if not rows:
        return {}
    margin = timedelta(days=1)
    around = CoordinationTime.objects.standing().filter(
        account_id__in={one.account_id for one in rows},
        day__gte=min(one.day for one in rows) - margin,
        day__lte=max(one.day for one in rows) + margin,
    )
    values = around.values_list("pk", "account_id", "minutes", "began_at", "written_at")
    return counted(Noted(*one) for one in values)


def _line(one: CoordinationTime, minutes: int) -> Line:
    return Line(
        one.pk, one.account_id, one.kind, KINDS[one.kind], one.task, TASKS[one.task].label,
        one.words, one.day, one.minutes, minutes, one.origin, one.get_origin_display(),
        one.written_at, one.withdrawn_at,
    )  # fmt: skip


def _offers(viewer: AccountViewer, known: "QuerySet[Entry]", now: datetime) -> tuple[Offer, ...]:
    rows = known.filter(occurred_at__gte=now - timedelta(days=OFFERED_DAYS))
    return tuple(
        Offer(one.pk, one.occurred_at.astimezone(PARIS).date(), KINDS[one.kind],
              _spent(one.participants.all(), viewer.account_id))
        for one in rows.prefetch_related("participants").order_by("-occurred_at")
    )  # fmt: skip


def _spent(participants: Iterable[Participant], account_id: UUID) -> int:
    return next(
        int(one.minutes or 0)
        for one in participants
        if one.kind == "account" and one.object_id == account_id
    )


def _running(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Running | None:
    found = (
        RunningTimer.objects.select_related("organization")
        .filter(account_id=viewer.account_id)
        .first()
    )
    if found is None:
        return None
    ran = now - found.started_at
    return Running(
        found.organization_id, found.organization.name, TASKS[found.task].label, found.words,
        found.started_at, int(ran // timedelta(minutes=1)),
        found.organization_id == organization_id, ran > timedelta(hours=12),
    )  # fmt: skip


def line_page(viewer: AccountViewer, line_id: UUID, *, now: datetime) -> LinePage:
    """A line and its history, for whoever it is of and for the managers of its structure."""
    found = access.require_line(viewer, line_id)
    history = [found]
    while history[0].follows_id:
        history.insert(0, CoordinationTime.objects.get(pk=history[0].follows_id))
    while after := CoordinationTime.objects.filter(follows=history[-1]).first():
        history.append(after)
    told = counted_of([one for one in history if one.withdrawn_at is None])
    lines = tuple(_line(one, told.get(one.pk, 0)) for one in history)
    return LinePage(
        found.organization_id, found.organization.name, found.account.name,
        next(one for one in lines if one.id == found.pk), lines,
        found.account_id == viewer.account_id and found.withdrawn_at is None,
        found.meeting_id is not None,
    )  # fmt: skip
