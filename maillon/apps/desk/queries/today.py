"""What waits for one agent now: her tasks and her desk's, drafts, transfers without an answer.

Lines name no person: a verb, a reference, a need, a commune.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from maillon.apps.desk.access import desks_of
from maillon.apps.desk.models import Callback, Desk, Draft, Handover, ServiceRequest
from maillon.apps.desk.queries.board import Card, open_cards, title_of
from maillon.apps.desk.queries.enrolments import count_to_verify
from maillon.apps.desk.queries.kept import Kept, board_number, desk_at
from maillon.apps.desk.queries.misread import MisreadWords, misread_words
from maillon.apps.desk.queries.missed import MissedCall, missed_calls
from maillon.apps.desk.queries.moments import Due, clock_words, day_words, due_words
from maillon.apps.desk.queries.opening import Opening, opening_of
from maillon.apps.desk.queries.steps import ICONS, VERBS, WORDS
from maillon.apps.tasks.queries import OpenTasks, TaskRow, prepared_dues
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Prepared

__all__ = [
    "DeskState",
    "DraftLine",
    "HandoverLine",
    "Line",
    "Today",
    "desk_state",
    "today",
    "waiting",
]


L = TypeVar("L", MissedCall, MisreadWords)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, about one request."""

    task_id: UUID
    request_id: UUID
    callback_id: UUID | None  # the call to pass, if it is one
    verb: str
    reference: str
    about: str  # « Pansement et surveillance, 1 × par jour · Saint-Chamond · urgences »
    due: Due
    group: str  # late, soon, today, later
    icon: str
    mine: bool


@dataclass(frozen=True, slots=True)
class DeskState:
    """A desk in the frame of every page."""

    id: UUID
    name: str
    opening: Opening
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A request she began to type."""

    id: UUID
    begun: str


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """An urgent transfer whose answer nobody wrote down."""

    id: UUID
    target: str
    since: str
    due: Due


@dataclass(frozen=True, slots=True)
class Today:
    """What waits, late first."""

    lines: tuple[Line, ...]
    free: int  # requests nobody took
    drafts: tuple[DraftLine, ...]
    handovers: tuple[HandoverLine, ...]
    enrolments: int  # carers who wait for the call that verifies them
    missed: tuple[MissedCall, ...]  # calls nobody answered
    misread: tuple[MisreadWords, ...]  # carers' words that were not understood

    @property
    def late(self) -> int:
        return self._pressing("late")

    @property
    def soon(self) -> int:
        return self._pressing("soon")

    def _pressing(self, level: str) -> int:
        """Of all that is shown with a deadline, calls and messages included."""
        dues = chain(
            (one.due for one in self.lines), (one.due for one in self.handovers),
            (one.due for one in self.missed), (one.due for one in self.misread),
        )  # fmt: skip
        return sum(due.level == level for due in dues)

    @property
    def mine(self) -> int:
        return sum(line.mine for line in self.lines)

    @property
    def anything(self) -> bool:
        owed = (self.lines, self.drafts, self.handovers, self.enrolments, self.missed, self.misread)
        return any(owed)


def today(viewer: AccountViewer, *, now: datetime) -> Today:
    """What waits for the viewer at the desks she belongs to; empty for anybody else."""
    numbers = {desk_id: board_number(desk_id) for desk_id in desks_of(viewer)}
    found = (desk_at(viewer, desk_id, number, now) for desk_id, number in numbers.items())
    desks = sorted(found, key=lambda desk: desk.name)
    heard = [_heard(desk, numbers[desk.pk], now) for desk in desks]
    zones = {desk.pk: ZoneInfo(desk.timezone) for desk in desks}
    cards = {c.id: (c, d) for d in desks for c in open_cards(viewer, d, now)}
    rows = [row for row in _rows(viewer) if row.origin_id in cards]
    calls = _calls(rows)
    several = len(desks) > 1  # each counts its requests from one: a number alone would be two
    lines = tuple(
        _line(row, *cards[row.origin_id], calls.get(row.id), now, several=several) for row in rows
    )
    return Today(
        lines=lines,
        free=sum(not card.owner_name for card, _ in cards.values()),
        drafts=_drafts(viewer, zones, now),
        handovers=_handovers(zones, now),
        enrolments=count_to_verify(viewer),
        missed=_most_urgent(one.missed for one in heard),
        misread=_most_urgent(one.misread for one in heard),
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What reached a desk and nobody dealt with, the same for all its agents."""

    missed: tuple[MissedCall, ...]
    misread: tuple[MisreadWords, ...]


_HEARD: Final = Kept[_Heard]()


def _heard(desk: Desk, number: int, now: datetime) -> _Heard:
    def made() -> _Heard:
        return _Heard(missed_calls(desk, now=now), misread_words(desk, now=now))

    return _HEARD.at(desk.pk, number, now, made)


def _most_urgent(desks: Iterable[tuple[L, ...]]) -> tuple[L, ...]:
    """Lines of several desks as one list."""
    return tuple(sorted(chain.from_iterable(desks), key=lambda line: line.due.at))


_STATES: Final = Kept[DeskState]()


def desk_state(viewer: AccountViewer, desk_id: UUID, number: int, *, now: datetime) -> DeskState:
    """Whether the desk is open, how many requests it holds, how many of them are late."""
    desk = desk_at(viewer, desk_id, number, now)
    return _STATES.at(desk_id, number, now, lambda: _state(desk, now))


def _state(desk: Desk, now: datetime) -> DeskState:
    counts = (
        ServiceRequest.objects.open()
        .at_desk(desk.pk)
        .aggregate(count=Count("pk"), late=Count("pk", filter=Q(deadline_at__lte=now)))
    )
    return DeskState(desk.pk, desk.name, opening_of(desk, now), counts["count"], counts["late"])


def waiting(viewer: AccountViewer, *, now: datetime) -> tuple[int, bool]:
    """How many tasks wait for the viewer or her shifts, and whether one of them is late."""
    dues = _DUES.rows(viewer.account_id, list(desks_of(viewer)) or [NOWHERE])
    return len(dues), any(due <= now for (due,) in dues)


def _rows(viewer: AccountViewer) -> tuple[TaskRow, ...]:
    owed = _OWED.of(viewer, list(desks_of(viewer)) or [NOWHERE])
    return tuple(row for row in owed if row.kind in WORDS)


def _shifts(desks: Iterable[UUID]) -> QuerySet[ServiceRequest, UUID]:
    """The shifts that hold requests of these desks nobody took."""
    held = ServiceRequest.objects.open().filter(desk_id__in=desks, owner_shift__isnull=False)
    return held.values_list("owner_shift_id", flat=True)


NOWHERE: Final = UUID(int=0)  # the desk of who has none
_OWED: Final = OpenTasks(_shifts, [UUID])
_DUES: Final = prepared_dues(_shifts, [UUID], WORDS)
_OWED_CALLS: Final = Prepared(
    lambda tasks: Callback.objects.filter(task_id__in=tasks).select_related("need"), [UUID]
)


def _calls(rows: list[TaskRow]) -> dict[UUID, Callback]:
    """The call-back behind each task that is one, with the need it speaks of."""
    asked = [row.id for row in rows]
    return {one.task_id: one for one in _OWED_CALLS.objects(asked)} if asked else {}


def _line(
    row: TaskRow,
    card: Card,
    desk: Desk,
    call: Callback | None,
    now: datetime,
    *,
    several: bool,
) -> Line:
    tz = ZoneInfo(desk.timezone)
    need = call.need if call else None  # two needs of one request are not two equal lines
    title = title_of([need], now.astimezone(tz).date()) if need else card.title
    where = desk.name if several else ""
    about = " · ".join(part for part in (title, card.place, card.requester, where) if part)
    due = due_words(row.due_at, now, tz)
    return Line(
        task_id=row.id,
        request_id=row.origin_id,
        callback_id=call.pk if call else None,
        verb=VERBS[row.kind],
        reference=card.reference,
        about=about,
        due=due,
        group=due.level if due.level != "calm" else _group(row.due_at, now, tz),
        icon=ICONS[row.kind],
        mine=row.mine,
    )


def _group(moment: datetime, now: datetime, tz: ZoneInfo) -> str:
    same_day = moment.astimezone(tz).date() == now.astimezone(tz).date()
    return "today" if same_day else "later"


def _drafts(
    viewer: AccountViewer, zones: dict[UUID, ZoneInfo], now: datetime
) -> tuple[DraftLine, ...]:
    begun = _BEGUN.rows(viewer.account_id, list(zones))
    return tuple(DraftLine(pk, _since(at, now, zones[desk])) for pk, desk, at in begun)


_BEGUN: Final = Prepared(
    lambda account_id, desks: (
        Draft.objects.filter(
            account_id=account_id, desk_id__in=desks, request=None, discarded_at=None
        )
        .order_by("created_at")
        .values_list("pk", "desk_id", "created_at")
    ),
    UUID,
    [UUID],
)


def _handovers(zones: dict[UUID, ZoneInfo], now: datetime) -> tuple[HandoverLine, ...]:
    """Calls passed on before any request was written; the others are tasks of their request."""
    return tuple(
        HandoverLine(
            pk, Handover.Target(target).label,
            _since(at, now, zones[desk_id]), due_words(at, now, zones[desk_id]),
        )
        for pk, target, at, desk_id in _HANDED.rows(list(zones) or [NOWHERE])
    )  # fmt: skip


_HANDED: Final = Prepared(
    lambda desks: (
        Handover.objects.filter(desk_id__in=desks, request=None, outcome="")
        .order_by("started_at")
        .values_list("pk", "target", "started_at", "desk_id")
    ),
    [UUID],
)


def _since(moment: datetime, now: datetime, tz: ZoneInfo) -> str:
    day = day_words(moment.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(part for part in (day, "à", clock_words(moment, tz)) if part)
