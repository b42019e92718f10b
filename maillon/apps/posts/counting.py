"""Each minute once: what a line counts where another line tells the same moment. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

__all__ = ["Noted", "counted"]


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of somebody: its minutes, when it began where that is known, when it was written."""

    id: UUID
    account: UUID
    minutes: int
    began: datetime | None
    written: datetime


def counted(lines: Iterable[Noted]) -> dict[UUID, int]:
    """The minutes each line counts, by its id; the lines of a person in every structure together.

    A minute belongs to the line that begins first, then to the one written first; what overlaps
    counts no more (the rule of ADR 0035). A line without an hour counts whole. Whole minutes are
    kept, so that the sum of the lines never exceeds the time that passed.
    """
    told: dict[UUID, int] = {}
    reached: dict[UUID, datetime] = {}
    for one in sorted(lines, key=_order):
        if one.began is None:
            told[one.id] = one.minutes
            continue
        ends = one.began + timedelta(minutes=one.minutes)
        begins = max(one.began, reached.get(one.account, one.began))
        told[one.id] = max(0, int((ends - begins) // timedelta(minutes=1)))
        reached[one.account] = max(ends, begins)
    return told


def _order(one: Noted) -> tuple[datetime, datetime, str]:
    return one.began or one.written, one.written, str(one.id)
