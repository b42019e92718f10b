"""How the telephone was answered, as the emergency services say it: waits, shares, given up.

Calls with a known beginning only. One that rang while the desk was closed, by its hours as they
stand now, and that nobody answered, is counted apart: no share speaks of it. The figures pass
through the same secrecy as the others.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from maillon.apps.desk.models import Call, Desk
from maillon.apps.desk.timing import hours_of, local_moment
from maillon.apps.observatory.delays import quantile
from maillon.apps.observatory.periods import Period
from maillon.engines.secrecy import FLOOR, Daily, Span, Table, divide, publish

__all__ = ["ANSWERED", "Answering", "answering", "sort_of"]

ANSWERED: Final = {
    "s30": "décroché en 30 secondes ou moins",
    "s60": "décroché en 30 à 60 secondes",
    "later": "décroché plus tard",
    "given_up": "l’appelant a raccroché avant",
    "unknown": "issue non dite par le standard",
}
Moments = tuple[datetime, datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Answering:
    """The calls of a period; ``None`` is withheld, or unknown where fewer than eleven waited."""

    start: date
    last: date
    calls: int  # but those outside opening hours that nobody answered
    lines: tuple[tuple[str, int | None], ...]  # label, how many
    rest: int
    within_30: float | None  # of all the calls, 0–1
    within_60: float | None
    given_up: float | None
    median: timedelta | None
    p90: timedelta | None
    outside: int | None = 0  # rung while the desk was closed, not answered


def sort_of(started: datetime, answered: datetime | None, ended: datetime | None) -> str:
    """In which line a call falls; a wait is never negative, whatever the clocks say."""
    if answered is not None:
        seconds = (answered - started).total_seconds()
        return "s30" if seconds <= 30 else "s60" if seconds <= 60 else "later"
    return "unknown" if ended is None else "given_up"


def answering(desk: Desk, period: Period, today: date) -> Answering | None:
    """The telephone of this desk over a period; ``None`` where no call may be told.

    The caller has checked the right to the figures of the desk.
    """
    calls, outside = _calls(desk, period)
    table = _table(calls, period, today)
    if table is None:
        return None
    waits = sorted(
        max(answered - started, timedelta(0))
        for day, (started, answered, _) in calls
        if answered and table.start <= day < table.end
    )
    told = {code: None if code in table.hidden else table.shown.get(code, 0) for code in ANSWERED}
    enough = len(waits) >= FLOOR
    return Answering(
        table.start, table.end - timedelta(days=1), table.total,
        tuple((ANSWERED[code], n) for code, n in told.items() if n != 0), table.rest,
        _share((told["s30"],), table.total), _share((told["s30"], told["s60"]), table.total),
        _share((told["given_up"],), table.total),
        quantile(waits, 0.5) if enough else None, quantile(waits, 0.9) if enough else None,
        _outside(outside, table, period, today),
    )  # fmt: skip


def _table(calls: list[tuple[date, Moments]], period: Period, today: date) -> Table | None:
    days, years = _counted(calls), _years(calls, period, today)
    table = publish(years, days, period.start, period.end) if days else None
    return table if table and table.total else None


def _outside(
    calls: list[tuple[date, Moments]], told: Table, period: Period, today: date
) -> int | None:
    """How many rang outside opening hours, over the very days of the others; else withheld."""
    if not calls:
        return 0
    table = _table(calls, period, today)
    same = table is not None and (table.start, table.end) == (told.start, told.end)
    return table.total if table and same else None


def _share(counts: tuple[int | None, ...], total: int) -> float | None:
    known = [n for n in counts if n is not None]
    return sum(known) / total if len(known) == len(counts) else None


def _calls(
    desk: Desk, period: Period
) -> tuple[list[tuple[date, Moments]], list[tuple[date, Moments]]]:
    """Calls of the whole years the period touches, with their day at the desk; then those that
    rang outside its hours and that nobody answered.
    """
    first, last = date(period.start.year, 1, 1), date(period.last.year + 1, 1, 1)
    bounds = [local_moment(desk, day, datetime.min.time()) for day in (first, last)]
    rows = Call.objects.filter(desk=desk, started_at__gte=bounds[0], started_at__lt=bounds[1])
    tz, hours = ZoneInfo(desk.timezone), hours_of(desk)
    calls: list[tuple[date, Moments]] = []
    outside: list[tuple[date, Moments]] = []
    for started, answered, ended in rows.values_list("started_at", "answered_at", "ended_at"):
        if started is not None:
            there = calls if answered or hours.is_open(started) else outside
            there.append((started.astimezone(tz).date(), (started, answered, ended)))
    return calls, outside


def _counted(calls: list[tuple[date, Moments]]) -> Mapping[str, Daily]:
    days: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for day, moments in calls:
        days[sort_of(*moments)][day] += 1
    return {code: Daily.of(row) for code, row in days.items()}


def _years(calls: list[tuple[date, Moments]], period: Period, today: date) -> list[Span]:
    per_day: dict[date, int] = defaultdict(int)
    for day, _ in calls:
        per_day[day] += 1
    total, end = Daily.of(per_day), today + timedelta(days=1)
    spans = (
        divide(total, date(year, 1, 1), min(date(year + 1, 1, 1), end))
        for year in range(period.start.year, period.last.year + 1)
        if date(year, 1, 1) < end
    )
    return [span for span in spans if span]
