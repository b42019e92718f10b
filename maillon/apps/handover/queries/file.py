from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.accounts.house import held_in, programs_of
from maillon.apps.directory.models import Organization
from maillon.apps.handover import access
from maillon.apps.handover.sections import Line, sections
from maillon.kernel.access import AccountViewer

__all__ = ["HandoverFile", "SectionPage", "accesses", "handover_file"]


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section as it is read today."""

    code: str
    title: str
    empty: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HandoverFile:
    """A structure as a successor takes it over."""

    organization_id: UUID
    structure: str
    kind: str
    on: date
    sections: tuple[SectionPage, ...]

    @property
    def late(self) -> int:
        """How many lines are late."""
        return sum(line.tone == "late" for part in self.sections for line in part.lines)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(len(part.lines) for part in self.sections)


def handover_file(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> HandoverFile:
    """Everything to take over, section by section; ``NotFound`` for who does not write it."""
    access.require_writer(viewer, organization_id)
    house = Organization.objects.get(pk=organization_id)
    parts = tuple(
        SectionPage(
            one.code, one.title, one.empty, tuple(one.tell(viewer, organization_id, now))
        )
        for one in sections()
    )  # fmt: skip
    return HandoverFile(house.pk, house.name, house.get_kind_display(), now.date(), parts)


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
