"""Counts of a desk, day by day, and the trees of time that decide what may be told.

A request counts at the desk that received it and gave its number, whoever holds it since.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, QuerySet
from django.db.models.functions import Cast

from maillon.apps.desk.models import Need, ServiceRequest
from maillon.apps.observatory.measures import MEASURES, Measure, found_at
from maillon.apps.observatory.periods import Period
from maillon.engines.secrecy import Daily, Span, Table, divide, pieces, publish

__all__ = ["Desktime", "categorised", "counted", "received", "table_of"]

Days = Mapping[str, Daily]
Rows = QuerySet[ServiceRequest] | QuerySet[Need]


@dataclass(frozen=True, slots=True)
class Desktime:
    """The years of a desk up to a day, each cut into the pieces that may be told."""

    desk_id: UUID
    first: date
    end: date
    total: Daily
    years: tuple[Span, ...]

    @classmethod
    def of(cls, desk_id: UUID, first: int, last: int, today: date) -> "Desktime":
        """Whole years, the running one up to today; years with fewer than eleven are absent."""
        start, end = date(first, 1, 1), min(date(last + 1, 1, 1), today + timedelta(days=1))
        requests = received(desk_id, start, end)
        total = Daily.of(dict(requests.values_list("day").annotate(n=Count("pk"))))
        bounds = [
            (date(year, 1, 1), min(date(year + 1, 1, 1), end)) for year in range(first, last + 1)
        ]
        spans = (divide(total, a, b) for a, b in bounds if a < b)
        return cls(desk_id, start, end, total, tuple(span for span in spans if span))

    def table(self, start: date, end: date) -> Table | None:
        """The number of requests of a period, widened to what may be told."""
        return publish(self.years, {"all": self.total}, start, end)

    def pieces(self, start: date, end: date, most: int = 31) -> list[tuple[Span, int]]:
        """The period in its finest pieces, as long as there are no more than ``most``."""
        found = pieces(self.years, start, end, most)
        return [(one, self.total.between(one.start, one.end)) for one in found]


def received(desk_id: UUID, start: date, end: date) -> QuerySet[ServiceRequest]:
    """The requests a desk received from ``start``, ``end`` left out, wherever they are now."""
    return ServiceRequest.objects.filter(received_desk_id=desk_id, day__gte=start, day__lt=end)


def categorised(measure: Measure, desk_id: UUID, start: date, end: date) -> Rows:
    """Requests (or needs) of the desk from ``start``, ``end`` left out, each with its category."""
    if measure.of_needs:
        needs = Need.objects.filter(
            request__received_desk_id=desk_id, request__day__gte=start, request__day__lt=end
        )
        return needs.annotate(category=F("code"), on=F("request__day"))
    requests = received(desk_id, start, end)
    by = F(measure.by) if isinstance(measure.by, str) else measure.by
    named = Cast(by, CharField()) if isinstance(measure.by, str) else by
    return requests.annotate(first_yes=found_at()).annotate(category=named, on=F("day"))


def table_of(time: Desktime, code: str, *periods: Period) -> tuple[Table | None, ...]:
    """One measure over periods: figures that may be told, names that may not have one."""
    days = _daily(time, MEASURES[code])
    return tuple(publish(time.years, days, period.start, period.end) for period in periods)


def counted(time: Desktime, code: str) -> int:
    """How many cases a measure holds over the years of ``time``, whatever may be told of them."""
    daily = _daily(time, MEASURES[code]).values()
    return sum(days.between(time.first, time.end) for days in daily)


def _daily(time: Desktime, measure: Measure) -> Days:
    days: dict[str, dict[date, int]] = defaultdict(dict)
    cases: Any = categorised(measure, time.desk_id, time.first, time.end).order_by()
    for category, day, n in cases.values_list("category", "on").annotate(n=Count("pk")):
        days[category][day] = n
    return {category: Daily.of(row) for category, row in days.items()}
