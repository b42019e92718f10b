from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.accounts.house import held_in, programs_of
from maillon.apps.directory.models import Organization
from maillon.apps.handover import access
from maillon.apps.handover.queries.behind import Behind, left_behind
from maillon.apps.handover.sections import Line, Section, sections
from maillon.kernel.access import AccountViewer

__all__ = ["HandoverFile", "SectionPage", "Step", "accesses", "handover_file"]


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section as it is read today: what is late first. ``url``: the room it tells of."""

    code: str
    title: str
    empty: str
    lines: tuple[Line, ...]
    url: str = ""

    @property
    def late(self) -> int:
        """How many of its lines are late."""
        return sum(line.tone == "late" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """A line to begin with, and the section it stands in."""

    code: str
    part: str
    line: Line


@dataclass(frozen=True, slots=True)
class HandoverFile:
    """A structure as a successor takes it over. ``behind``: tasks of who is not there any more."""

    organization_id: UUID
    structure: str
    kind: str
    on: date
    sections: tuple[SectionPage, ...]
    behind: tuple[Behind, ...] = ()

    @property
    def late(self) -> int:
        """How many lines are late."""
        return sum(part.late for part in self.sections)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(len(part.lines) for part in self.sections)

    @property
    def overdue(self) -> tuple[Step, ...]:
        """What is late, the oldest first; what has no day, last."""
        found = [one for one in self._steps() if one.line.tone == "late"]
        return tuple(sorted(found, key=lambda one: one.line.day or date.max))

    @property
    def ahead(self) -> tuple[Step, ...]:
        """What has a day to come, the nearest first."""
        found = [one for one in self._steps() if one.line.tone != "late"]
        dated = [(one.line.day, one) for one in found if one.line.day and one.line.day >= self.on]
        return tuple(one for _, one in sorted(dated, key=lambda row: row[0]))

    @property
    def next(self) -> Step | None:
        """The next deadline."""
        return next(iter(self.ahead), None)

    def _steps(self) -> tuple[Step, ...]:
        """Each thing once: what a task tells is not told again by the room where it opens."""
        steps = [Step(part.code, part.title, line) for part in self.sections for line in part.lines]
        owed = {_aim(one.line) for one in steps if one.code == "tasks" and one.line.url}
        return tuple(one for one in steps if one.code == "tasks" or _aim(one.line) not in owed)


def _aim(line: Line) -> tuple[str, date | None]:
    """Where it opens, whatever the place in the page, and its day."""
    return line.url.partition("#")[0].partition("?")[0], line.day


def handover_file(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> HandoverFile:
    """Everything to take over, section by section; ``NotFound`` for who does not write it."""
    access.require_writer(viewer, organization_id)
    house = Organization.objects.get(pk=organization_id)
    parts = tuple(_read(one, viewer, organization_id, now) for one in sections())
    return HandoverFile(
        house.pk, house.name, house.get_kind_display(), now.date(), parts,
        left_behind(organization_id, now=now),
    )  # fmt: skip


def _read(
    one: Section, viewer: AccountViewer, organization_id: UUID, now: datetime
) -> SectionPage:  # fmt: skip
    lines = sorted(one.tell(viewer, organization_id, now), key=lambda line: line.tone != "late")
    url = reverse(one.room, args=[organization_id]) if one.room else ""
    return SectionPage(one.code, one.title, one.empty, tuple(lines), url)


def accesses(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Who may sign in here, as what, and until when; then the programs of the structure."""
    access.require_writer(viewer, organization_id)
    for one in held_in(organization_id, day=now.date(), readers=True):
        yield Line(
            ", ".join(one.roles), one.name, one.until,
            "se termine" if one.until else "", "soon" if one.until else "plain",
        )  # fmt: skip
    for name, until in programs_of(organization_id, now=now):
        yield Line("programme relié par l’API", name, until)
