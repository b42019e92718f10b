"""The seats of a need as a grid: watches down, seats across, who, since when, what is free."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.sheet_cards import AssignmentCard, NeedCard, ShiftCard
from maillon.apps.desk.web.wording.moments import moment, phone
from maillon.apps.desk.web.wording.watches import day_of, hours_of, shift_words

__all__ = ["Grid", "grid_of"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat: who sits there and how far it went, or that it is free."""

    card: AssignmentCard | None
    phone: str
    level: str
    words: str
    can_change: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One watch with its seats."""

    id: UUID
    day: str
    hours: str
    words: str
    over: bool
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """« 7 places sur 12 », and where the others are."""

    rows: tuple[Row, ...]
    held: int
    seats: int

    @property
    def free(self) -> int:
        """Places that nobody holds."""
        return self.seats - self.held

    @property
    def columns(self) -> range:
        """The seats of the fullest watch."""
        return range(1, max((len(row.seats) for row in self.rows), default=0) + 1)

    @property
    def choices(self) -> tuple[Row, ...]:
        """The watches a carer on the phone may take."""
        return tuple(
            row for row in self.rows if not row.over and any(s.card is None for s in row.seats)
        )

    @property
    def words(self) -> str:
        """The sum, as the board says it."""
        return f"{self.held} place{'s' if self.held > 1 else ''} sur {self.seats}"


def grid_of(need: NeedCard, now: datetime, tz: ZoneInfo, *, open_request: bool) -> Grid | None:
    """The grid of a need with watches; ``None`` for care without hours."""
    if not need.watches:
        return None
    changes = open_request and need.state in ("searching", "found")
    rows = tuple(_row(shift, now, tz, changes=changes) for shift in need.shifts)
    return Grid(rows, sum(len(s.held) for s in need.shifts), sum(s.seats for s in need.shifts))


def _row(shift: ShiftCard, now: datetime, tz: ZoneInfo, *, changes: bool) -> Row:
    over = shift.ends_at is not None and shift.ends_at <= now
    held = [_held(one, now, tz, changes) for one in shift.held]
    left = max(0, shift.seats - len(held))
    word = "restée libre" if over else "libre"
    free = Seat(None, "", "wait" if over else "soon", word, changes and not over)
    return Row(
        id=shift.id,
        day=day_of(shift.starts_at, tz) if shift.starts_at else "",
        hours=hours_of(shift, tz),
        words=shift_words(shift, tz),
        over=over,
        seats=(*held, *(free for _ in range(left))),
    )


def _held(card: AssignmentCard, now: datetime, tz: ZoneInfo, changes: bool) -> Seat:
    if card.begun_at is not None:
        return Seat(
            card, phone(card.phone), "done", f"commencé, {moment(card.begun_at, now, tz)}", False
        )
    since = f"depuis {moment(card.accepted_at, now, tz)}"
    return Seat(card, phone(card.phone), "calm", since, changes)
