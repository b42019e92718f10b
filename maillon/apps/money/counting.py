"""What every quarter of a structure pays: read from the journal and from what was paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.contracts.indemnities import Paid
from maillon.apps.contracts.presence import first_year, presence
from maillon.apps.journal.models import Subject
from maillon.apps.money.models import PaidLine, PaidQuarter
from maillon.apps.money.quarters import Due, Key, Owed, Quarter, due_in, quarter_of

__all__ = ["Facts", "House", "Settled", "house_of"]

UNPAID: Final = ("salary", "holder", "stranger", "guest")


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands behind a presence: its act, its day, the minutes that count."""

    member: UUID
    profession: str
    act: str
    act_id: UUID
    day: date
    counted: Decimal


@dataclass(frozen=True, slots=True)
class Settled:
    """A quarter that was paid and still counts."""

    row: PaidQuarter
    quarter: Quarter
    lines: tuple[PaidLine, ...]


@dataclass(frozen=True, slots=True)
class House:
    """Every presence of a structure that is paid, as it is owed today, and every quarter paid."""

    owed: Mapping[Key, Owed]
    facts: Mapping[Key, Facts]
    settled: tuple[Settled, ...]
    first: int

    @property
    def last(self) -> Quarter | None:
        """The last quarter paid."""
        return self.settled[-1].quarter if self.settled else None

    @property
    def paid(self) -> tuple[Owed, ...]:
        """Every line paid so far."""
        return tuple(
            Owed(line.about, line.member_id, quarter_of(line.day), line.euros)
            for one in self.settled for line in one.lines
        )  # fmt: skip

    def due(self, quarter: Quarter) -> tuple[Due, ...]:
        """The lines of an open quarter, by day then by member."""
        found = due_in(quarter, self.owed.values(), self.paid, self.last)
        return tuple(sorted(found, key=lambda one: (one.corrects, self.facts[one.key].day,
                                                    str(one.key))))  # fmt: skip

    def of(self, quarter: Quarter) -> Settled | None:
        """The quarter as it was paid, where it was."""
        return next((one for one in self.settled if one.quarter == quarter), None)


def house_of(organization_id: UUID, on: date) -> House:
    """A structure's quarters up to a day; the caller has checked the right to it."""
    rows = PaidQuarter.objects.filter(organization_id=organization_id, undone_at=None)
    settled = tuple(
        Settled(row, Quarter(row.year, row.number), tuple(row.lines.all()))
        for row in rows.prefetch_related("lines")
    )
    first = first_year(organization_id, on)
    owed: dict[Key, Owed] = {}
    facts = {
        (line.about, line.member_id): _kept(line) for one in settled for line in one.lines
    }  # fmt: skip
    for year in range(first, on.year + 1):
        _add_year(organization_id, year, on, owed, facts)
    return House(owed, facts, settled, first)


def _kept(line: PaidLine) -> Facts:
    return Facts(
        line.member_id, line.profession, line.act, line.act_id, line.day, line.counted
    )  # fmt: skip


def _add_year(
    organization_id: UUID, year: int, on: date, owed: dict[Key, Owed], facts: dict[Key, Facts]
) -> None:
    found = presence(organization_id, year, on)
    acts = {one.id: one for one in found.acts}
    meetings = _meetings(list(acts))
    for one in found.owed.lines:
        act, member = acts[one.line.act], one.line.member
        if member is None or one.line.why in UNPAID:
            continue
        key = (meetings.get(act.id, act.id), member)
        owed[key] = _owed(key, quarter_of(act.day), one, owed.get(key))
        facts[key] = Facts(
            key[1], one.line.profession, act.act, act.id, act.day, one.line.counted
        )  # fmt: skip


def _owed(key: Key, quarter: Quarter, one: Paid, before: Owed | None) -> Owed:
    euros = one.euros
    if before is not None:  # two acts of one meeting: never seen, added up all the same
        euros = None if euros is None or before.euros is None else euros + before.euros
    return Owed(key[0], key[1], quarter, euros)


def _meetings(acts: Sequence[UUID]) -> dict[UUID, UUID]:
    """The meeting each act speaks of."""
    rows = Subject.objects.filter(entry__in=acts, kind="meeting")
    return dict(rows.values_list("entry", "object_id"))
