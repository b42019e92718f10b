"""From the presence that the journal tells to what each member is owed, minute by minute.

Pure: the same acts give the same cents. A minute of a person belongs to the first act that tells
it, whatever the structure, so that it is never paid twice. Each line is rounded to the cent, half
up; sums are sums of lines.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

__all__ = ["BASES", "Held", "Line", "Paid", "Person", "Rate", "Span", "Year", "claimed", "shared"]

BASES: Final = {"hour": "par heure", "meeting": "par réunion"}
ON_SALARY: Final = frozenset({"salaried", "trainee"})
CENT: Final = Decimal("0.01")
NOTHING: Final = Decimal("0.00")
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held, as the journal tells it. ``present``: minutes by account;
    ``guests``: minutes of each who came by a link alone.
    """

    id: UUID
    act: str
    holder: UUID
    began: datetime
    day: date
    written: datetime
    present: Mapping[UUID, Decimal]
    guests: tuple[Decimal, ...] = ()

    @property
    def place(self) -> tuple[datetime, datetime, str]:
        """Its place among all acts: by its beginning, then by who wrote first."""
        return self.began, self.written, str(self.id)


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the team: of which account, from which day to which."""

    member: UUID
    account: UUID
    profession: str
    status: str
    joined_on: date
    left_on: date | None

    def there(self, day: date) -> bool:
        """Whether she belonged to the team that day."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True, slots=True)
class Rate:
    """Euros of a profession, for an hour or for a meeting, over some days."""

    profession: str
    basis: str
    euros: Decimal
    starts_on: date
    ends_on: date | None

    def holds(self, profession: str, day: date) -> bool:
        """Whether it is the rate of this profession that day."""
        over = self.ends_on is not None and day >= self.ends_on
        return self.profession == profession and self.starts_on <= day and not over


@dataclass(frozen=True, slots=True)
class Line:
    """One presence at one act. ``counted``: the minutes no other act had taken; ``why`` nothing
    is owed: salary, unrated (``due`` is ``None``: asked for), stranger (of no team that day),
    guest (no account), holder (another structure pays).
    """

    act: UUID
    member: UUID | None
    minutes: Decimal
    counted: Decimal
    rate: Rate | None = None
    due: Decimal | None = NOTHING
    why: str = ""
    profession: str = ""
    account: UUID | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """A line, with what of it remains under the yearly ceiling; ``None``: not known yet."""

    line: Line
    euros: Decimal | None


@dataclass(frozen=True, slots=True)
class Year:
    """Every presence of a structure's year. ``ceiling_said``: whether a ceiling, or that there is
    none, was told.
    """

    lines: tuple[Paid, ...]
    ceiling_said: bool

    @property
    def unrated(self) -> tuple[str, ...]:
        """The professions whose rate is asked for."""
        return tuple(sorted({o.line.profession for o in self.lines if o.line.why == "unrated"}))

    def paid(self, only: Collection[UUID] | None = None) -> Decimal | None:
        """What is owed in all, or to these members; ``None`` while something is asked for."""
        told = [one.euros for one in self.lines if only is None or one.line.member in only]
        known = [euros for euros in told if euros is not None]
        return sum(known, NOTHING) if len(known) == len(told) else None


def claimed(acts: Iterable[Held]) -> dict[tuple[UUID, UUID], Decimal]:
    """Minutes of each presence, by act and account, that no earlier act of the same account took.

    Added up for one account they are the length of the union of its acts, in every structure.
    """
    taken: dict[UUID, datetime] = {}
    found = {}
    for act in sorted({one.id: one for one in acts}.values(), key=lambda one: one.place):
        for account, minutes in act.present.items():
            end = act.began + timedelta(milliseconds=int(minutes * 60_000))
            free = end - max(act.began, taken.get(account, act.began))
            # Acts come by their beginning: what is taken of this one is always its first part.
            found[act.id, account] = max(_minutes(free), NOTHING)
            taken[account] = max(end, taken.get(account, end))
    return found


def _minutes(length: timedelta) -> Decimal:
    return (Decimal(length // timedelta(milliseconds=1)) / 60_000).quantize(CENT, ROUND_HALF_UP)


def shared(
    organization_id: UUID, acts: Sequence[Held], elsewhere: Iterable[Held],
    team: Sequence[Person], rates: Sequence[Rate], ceiling: tuple[Decimal | None] | None,
) -> Year:  # fmt: skip
    """What a structure owes for the acts of a year. ``elsewhere``: acts of the same people in other
    structures; ``ceiling``: ``None`` where nothing was said of it, ``(None,)`` where there is none.
    """
    free = claimed([*acts, *elsewhere])
    lines: list[Line] = []
    for act in sorted(acts, key=lambda one: one.place):
        for account in sorted(act.present, key=str):
            person = next((p for p in team if p.account == account and p.there(act.day)), None)
            counted = free[act.id, account]
            minutes = act.present[account]
            line = _line(organization_id, act, person, minutes, counted, rates)
            lines.append(replace(line, account=account))
        lines += [Line(act.id, None, minutes, minutes, why="guest") for minutes in act.guests]
    return Year(tuple(_capped(lines, ceiling)), ceiling is not None)


def _line(
    organization_id: UUID, act: Held, person: Person | None, minutes: Decimal, counted: Decimal,
    rates: Sequence[Rate],
) -> Line:  # fmt: skip
    if person is None:
        return Line(act.id, None, minutes, counted, why="stranger")
    known = (act.id, person.member, minutes, counted)
    if act.holder != organization_id:
        return Line(*known, why="holder", profession=person.profession)
    if person.status in ON_SALARY:
        return Line(*known, why="salary", profession=person.profession)
    rate = next((one for one in rates if one.holds(person.profession, act.day)), None)
    if rate is None:
        return Line(*known, due=None, why="unrated", profession=person.profession)
    whole = Decimal(60) if rate.basis == "hour" else minutes
    owed = rate.euros * counted / whole if whole else NOTHING
    due = owed.quantize(CENT, ROUND_HALF_UP)
    return Line(*known, rate=rate, due=due, profession=person.profession)


def _capped(lines: Sequence[Line], ceiling: tuple[Decimal | None] | None) -> Iterable[Paid]:
    """Lines in their order, until somebody has had the most of a year, whether she came back or
    changed profession meanwhile. After a line whose rate
    is asked for, nobody knows what is left under a ceiling: nor what of her next lines is paid.
    """
    most = ceiling[0] if ceiling else None
    had: dict[UUID, Decimal | None] = {}
    for one in lines:
        who = one.account
        if who is None or one.member is None or one.why in ("salary", "holder"):
            yield Paid(one, NOTHING)
            continue
        before = had.get(who, NOTHING)
        if ceiling is None or one.due is None or (before is None and most is not None):
            had[who] = None
            yield Paid(one, None)
            continue
        left = one.due if most is None or before is None else max(most - before, NOTHING)
        paid = min(one.due, left)
        had[who] = None if before is None else before + paid
        yield Paid(one, paid)
