"""What a quarter pays: its own presences, and what a correction changed of quarters already paid.

Pure. What was paid never changes. Counted again today, a presence of a settled quarter may be owed
more or less than it was paid: the difference is a line of the next open quarter. Over all quarters,
what is paid is what is owed today, to the cent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

__all__ = ["Due", "Key", "Owed", "Quarter", "due_in", "quarter_of", "total"]

NOTHING: Final = Decimal("0.00")
Key = tuple[UUID, UUID]  # what it is about (a meeting), and the member


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year: 1 to 4."""

    year: int
    number: int

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> date:
        """The first day after it."""
        return self.next.starts_on

    @property
    def next(self) -> "Quarter":
        """The one after."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed today, or was paid, for one presence; ``None``: a rate or ceiling is asked for.

    Two acts may speak of the same meeting, the second in the place of the first: ``about`` is the
    meeting, so that they are one presence.
    """

    about: UUID
    member: UUID
    quarter: Quarter
    euros: Decimal | None

    @property
    def key(self) -> Key:
        """Which presence it is."""
        return self.about, self.member


@dataclass(frozen=True, slots=True)
class Due:
    """A line of a quarter: a presence of its own, or with ``before`` what changed of one paid."""

    key: Key
    quarter: Quarter  # of the presence
    euros: Decimal | None
    before: Decimal | None = None

    @property
    def corrects(self) -> bool:
        """Whether it regularises a quarter already paid."""
        return self.before is not None


def quarter_of(day: date) -> Quarter:
    """The quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def due_in(
    quarter: Quarter, owed: Iterable[Owed], paid: Iterable[Owed], settled: Quarter | None
) -> tuple[Due, ...]:
    """The lines of an open quarter. ``paid``: every line paid so far, corrections too;
    ``settled``: the last quarter paid. Only the quarter after it carries corrections; of one that
    is settled nothing is due any more.
    """
    if settled is not None and quarter <= settled:
        return ()
    now = {one.key: one for one in owed}
    own = [Due(key, one.quarter, one.euros) for key, one in now.items() if one.quarter == quarter]
    if settled is None or quarter != settled.next:
        return tuple(own)
    had = _paid(paid)
    quarters = {one.key: one.quarter for one in paid}
    quarters |= {key: one.quarter for key, one in now.items() if one.quarter <= settled}
    return (*own, *_changes(quarters, now, had, settled))


def _paid(paid: Iterable[Owed]) -> dict[Key, Decimal]:
    had: dict[Key, Decimal] = defaultdict(lambda: NOTHING)
    for one in paid:
        had[one.key] += one.euros or NOTHING
    return had


def _changes(
    quarters: Mapping[Key, Quarter], now: Mapping[Key, Owed], had: Mapping[Key, Decimal],
    settled: Quarter,
) -> Iterable[Due]:  # fmt: skip
    for key, quarter in sorted(quarters.items(), key=lambda one: (one[1], str(one[0]))):
        known = now.get(key)
        stands = known is not None and known.quarter <= settled
        before, after = had.get(key, NOTHING), known.euros if known and stands else NOTHING
        if after is None:
            yield Due(key, quarter, None, before)
        elif after != before:
            yield Due(key, quarter, after - before, before)


def total(lines: Sequence[Due]) -> Decimal | None:
    """What a quarter pays; ``None`` while something is asked for."""
    known = [one.euros for one in lines if one.euros is not None]
    return sum(known, NOTHING) if len(known) == len(lines) else None
