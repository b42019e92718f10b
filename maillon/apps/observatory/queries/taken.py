"""Requests that other desks of the region passed here: they count there, and are told here.

What is told here is a figure of the other desk's own report, for the very same days: nothing can
be worked out of both pages that one of them does not already say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.desk.models import Desk
from maillon.apps.desk.timing import local_day
from maillon.apps.observatory.counting import Desktime, table_of
from maillon.apps.observatory.periods import Period
from maillon.engines.secrecy import Table

__all__ = ["Taken", "taken_over"]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many requests one desk passed here first; ``None`` is withheld."""

    desk: str
    count: int | None


def taken_over(
    desk: Desk, region: Iterable[Desk], period: Period, *, now: datetime
) -> tuple[Taken, ...]:
    """Per other desk of ``region``, by name, what its report tells of the requests given here.

    A desk that gave none, or whose report tells nothing of the period, is not named. The caller
    has checked the right to the figures of ``desk``.
    """
    found = []
    for giver in region:
        today = local_day(giver, now)
        time = Desktime.of(giver.pk, period.start.year, period.last.year, today)
        (table,) = table_of(time, "hands", period)
        named = (period.start, min(period.end, time.end))
        line = _line(giver, desk.pk, table, named) if table else None
        if line:
            found.append(line)
    return tuple(found)


def _line(giver: Desk, desk_id: UUID, table: Table, days: tuple[date, date]) -> Taken | None:
    key = next((key for key in (*table.shown, *table.hidden) if _names(key, desk_id)), None)
    if key in table.hidden:
        # Where nothing is told there, not even the name is: it would say which lines are not empty.
        return Taken(giver.name, None) if any(table.shown.values()) and table.rest else None
    count = table.shown.get(key, 0) if key else 0
    told = count if (table.start, table.end) == days else None
    return Taken(giver.name, told) if count else None


def _names(key: str, desk_id: UUID) -> bool:
    return key != "kept" and UUID(key) == desk_id
