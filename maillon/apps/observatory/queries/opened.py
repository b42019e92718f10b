"""The requests behind a figure, for those who answer at the desk.

A figure that is withheld does not open: its list would be the figure. A request is named by
its need and place while its sheet may be read; afterwards, or once another desk holds it, by
its reference and its days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.desk.access import AFTER_CLOSING
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.timing import local_day
from maillon.apps.desk.vocabulary import CLOSINGS, REQUESTER_KINDS, need_label
from maillon.apps.observatory.access import require_opener
from maillon.apps.observatory.counting import Desktime, categorised, received, table_of
from maillon.apps.observatory.measures import MEASURES
from maillon.apps.observatory.periods import Period
from maillon.engines.secrecy import Table
from maillon.errors import NotFound
from maillon.kernel.access import Grant, Relation, Viewer
from maillon.kernel.accesslog import traced

__all__ = ["PER_PAGE", "Line", "Opened", "opened"]

PER_PAGE = 50
ON_REPORT = Grant(Relation.DESK, "desk_report", frozenset({"need"}))


@dataclass(frozen=True, slots=True)
class Line:
    """One request: what it was while its sheet may be read, its reference and days after."""

    id: UUID
    reference: str
    received: date
    readable: bool
    away: str  # the other desk that holds it
    title: str
    place: str
    requester: str
    state: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a figure counts, page by page."""

    desk_id: UUID
    title: str  # of the table
    label: str  # of the line
    count: int
    unit: str
    start: date
    last: date
    lines: tuple[Line, ...]
    page: int
    pages: int


def opened(
    viewer: Viewer, desk_id: UUID, period: Period, *, table: str, key: str, page: int, now: datetime
) -> Opened:
    """The requests of one figure, the latest first; ``NotFound`` for whoever may not open it,
    for a figure that is withheld, and for one that does not exist. Each line is traced.
    """
    desk = require_opener(viewer, desk_id).desk
    time = Desktime.of(desk.pk, period.start.year, period.last.year, local_day(desk, now))
    known = time.table(period.start, period.end) if table == "all" else _table(time, table, period)
    count = None if known is None else known.total if table == "all" else known.shown.get(key)
    if known is None or not count:
        raise NotFound
    ids = _ids(desk.pk, table, key, known)
    pages = max(1, -(-len(ids) // PER_PAGE))
    page = min(max(page, 1), pages)
    title, label = _words(table, key)
    return Opened(
        desk.pk, title, label, count, "besoins" if _of_needs(table) else "demandes",
        known.start, Period("free", known.start, known.end).last,
        _lines(viewer, desk.pk, ids[(page - 1) * PER_PAGE : page * PER_PAGE], now), page, pages,
    )  # fmt: skip


def _table(time: Desktime, code: str, period: Period) -> Table | None:
    if code not in MEASURES:
        raise NotFound
    return table_of(time, code, period)[0]


def _of_needs(code: str) -> bool:
    return code in MEASURES and MEASURES[code].of_needs


def _words(code: str, key: str) -> tuple[str, str]:
    if code == "all":
        return "Demandes reçues", "toutes"
    measure = MEASURES[code]
    return measure.title, measure.label(frozenset({key})).get(key, key)


def _ids(desk_id: UUID, code: str, key: str, known: Table) -> list[UUID]:
    """The requests counted, the latest first, each once."""
    if code == "all":
        rows = received(desk_id, known.start, known.end)
        return list(rows.order_by("-received_at", "pk").values_list("pk", flat=True))
    cases: Any = categorised(MEASURES[code], desk_id, known.start, known.end)
    counted = cases.filter(category=key)
    if MEASURES[code].of_needs:
        counted = counted.order_by("-request__received_at", "request_id")
        return list(dict.fromkeys(counted.values_list("request_id", flat=True)))
    return list(counted.order_by("-received_at", "pk").values_list("pk", flat=True))


def _lines(viewer: Viewer, desk_id: UUID, ids: list[UUID], now: datetime) -> tuple[Line, ...]:
    rows = ServiceRequest.objects.filter(pk__in=ids).select_related("commune", "desk")
    found = {row.pk: row for row in rows.prefetch_related("needs")}
    with transaction.atomic():
        return tuple(_line(viewer, found[pk], desk_id, now) for pk in ids)


def _line(viewer: Viewer, row: ServiceRequest, desk_id: UUID, now: datetime) -> Line:
    away = "" if row.desk_id == desk_id else row.desk.name
    readable = not away and (row.closed_at is None or now - row.closed_at < AFTER_CLOSING)
    traced(
        viewer, ON_REPORT, object_type="request", object_id=row.pk, now=now,
        patient_id=row.patient_id, organization_id=row.organization_id,
        fields=("need",) if readable else (),
    )  # fmt: skip
    state = CLOSINGS.get(row.closing, "") if row.closed_at else str(row.get_lane_display())
    if not readable:
        return Line(row.pk, row.reference, row.day, False, away, "", "", "", state)
    kind = REQUESTER_KINDS.get(row.requester_kind)
    return Line(
        row.pk, row.reference, row.day, True, away, _needs(row), row.commune.name,
        kind.label if kind else row.requester_kind, state,
    )  # fmt: skip


def _needs(row: ServiceRequest) -> str:
    ordered: Iterable[str] = (
        need.code for need in sorted(row.needs.all(), key=lambda need: need.position)
    )
    return ", ".join(map(need_label, ordered))
