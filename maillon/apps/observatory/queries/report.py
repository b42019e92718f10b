"""The report of a desk over a period: figures that may be published, whoever reads them.

One document for all: the page, the PDF and the workbook say the same figures. Small counts,
and whatever would give them back by subtraction, are withheld by ``engines.secrecy``.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from maillon.apps.desk.access import region_of
from maillon.apps.desk.models import Desk
from maillon.apps.desk.timing import local_day
from maillon.apps.observatory.access import readable_desks, require_reader
from maillon.apps.observatory.counting import Desktime, table_of
from maillon.apps.observatory.delays import Delay, delays
from maillon.apps.observatory.measures import MEASURES, Measure
from maillon.apps.observatory.periods import Period
from maillon.apps.observatory.queries.taken import Taken, taken_over
from maillon.apps.observatory.queries.telephone import Answering, answering
from maillon.engines.secrecy import Table
from maillon.kernel.access import Viewer

__all__ = ["Figure", "Piece", "Report", "Section", "report", "today_at"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what is counted, how many, how many before; ``None`` is withheld."""

    key: str
    label: str
    count: int | None
    share: float | None  # of the section's total, 0–1
    before: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the report."""

    code: str
    title: str
    note: str
    column: str
    unit: str
    total: int
    figures: tuple[Figure, ...]
    rest: int  # the withheld lines, together

    @property
    def withheld(self) -> int:
        return sum(figure.count is None for figure in self.figures)

    def figure(self, key: str) -> Figure | None:
        return next((one for one in self.figures if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the period and its requests; ``last`` is counted."""

    start: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a desk and a period."""

    desk_id: UUID
    desk_name: str
    organization: str
    timezone: str
    desks: tuple[tuple[UUID, str], ...]
    period: Period
    start: date
    last: date
    as_of: datetime
    total: int | None  # withheld when the year counts fewer than eleven
    before: int | None
    pieces: tuple[Piece, ...]
    sections: tuple[Section, ...]
    delays: tuple[Delay, ...]
    taken: tuple[Taken, ...]  # from other desks, whose figures count them
    telephone: Answering | None  # where a switchboard speaks to us
    to_come: bool  # nothing of it has begun: nothing is withheld either
    clinical: bool
    may_open: bool
    synthetic: bool

    @property
    def widened(self) -> bool:
        """Whether more days are counted than were asked for."""
        return self.total is not None and (
            self.start < self.period.start or self.last > self.period.last
        )

    def section(self, code: str) -> Section | None:
        return next((one for one in self.sections if one.code == code), None)


def report(viewer: Viewer, desk_id: UUID | None, period: Period, *, now: datetime) -> Report:
    """The report of this desk, or of the first she may read; ``NotFound`` when there is none."""
    reader = require_reader(viewer, desk_id)
    desk, today = reader.desk, local_day(reader.desk, now)
    past = period.before
    time = Desktime.of(desk.pk, past.start.year, period.last.year, today)
    whole, earlier = time.table(period.start, period.end), time.table(past.start, past.end)
    region, clinical = region_of(desk), desk.kind == Desk.Kind.CLINICAL
    return Report(
        desk_id=desk.pk,
        desk_name=desk.name,
        organization=desk.organization.name,
        timezone=desk.timezone,
        desks=tuple((one.pk, one.name) for one in readable_desks(viewer)),
        period=period,
        start=whole.start if whole else period.start,
        last=whole.end - ONE_DAY if whole else period.last,
        as_of=now,
        total=whole.total if whole else None,
        before=earlier.total if earlier and _same(earlier, past) else None,
        pieces=_pieces(time, period) if whole else (),
        sections=_sections(time, period, region=bool(region)) if whole and whole.total else (),
        delays=delays(desk.pk, whole.start, whole.end, clinical=clinical)
        if whole and whole.total
        else (),
        taken=taken_over(desk, region, period, now=now),
        telephone=answering(desk, period, today),
        to_come=period.start > today,
        clinical=clinical,
        may_open=reader.may_open,
        synthetic=desk.synthetic,
    )


def _same(table: Table, period: Period) -> bool:
    """A period compared with another must be the one that was named."""
    return (table.start, table.end) == (period.start, period.end)


def _pieces(time: Desktime, period: Period) -> tuple[Piece, ...]:
    return tuple(
        Piece(span.start, span.end - ONE_DAY, n)
        for span, n in time.pieces(period.start, period.end)
    )


def _sections(time: Desktime, period: Period, *, region: bool) -> tuple[Section, ...]:
    past = period.before
    found = []
    for measure in MEASURES.values():
        if measure.of_regions and not region:
            continue
        table, earlier = table_of(time, measure.code, period, past)
        if table:
            named = earlier if earlier and _same(earlier, past) else None
            found.append(_section(measure, table, named))
    return tuple(found)


def _section(measure: Measure, table: Table, earlier: Table | None) -> Section:
    told = {key: n for key, n in table.shown.items() if n}
    # Where nothing is told, not even the names are: they would say which lines are not empty.
    withheld = table.hidden if told and table.rest else frozenset()
    words = measure.label(frozenset(told) | withheld)
    lines = [
        Figure(key, label, n, n / table.total if n else None, _before(key, earlier))
        for key, label in words.items()
        for n in (told.get(key),)
    ]
    if not measure.ordered:
        lines.sort(key=lambda one: (-(one.count or 0), one.label))
    unit = "besoins" if measure.of_needs else "demandes"
    head = (measure.code, measure.title, measure.note, measure.column, unit)
    return Section(*head, table.total, tuple(lines), table.rest)


def _before(key: str, earlier: Table | None) -> int | None:
    """The same line in the period before: a figure, or nothing where it is withheld."""
    if earlier is None or key in earlier.hidden:
        return None
    return earlier.shown.get(key, 0)


def today_at(viewer: Viewer, desk_id: UUID | None, *, now: datetime) -> date:
    """The day it is at this desk, or at the first she may read; ``NotFound`` for none."""
    return local_day(require_reader(viewer, desk_id).desk, now)
