from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from maillon.apps.directory.models import Organization
from maillon.apps.projects.models import HealthProject, ProjectSection, SectionVersion
from maillon.apps.projects.outline import Heading, Outline, outline, outline_for
from maillon.apps.projects.queries.plan import Progress, progress
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["AdoptionLine", "ProjectPage", "SectionLine", "project_page", "structure_of"]


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list: who wrote last, what waits there."""

    id: UUID
    title: str
    heading: Heading | None
    number: int
    by: str
    at: datetime | None
    words: int
    comments: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class AdoptionLine:
    """A version of the project that was adopted."""

    number: int
    on: date
    body: str
    by: str
    digest: str


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """The project of a structure; ``id`` is ``None`` as long as nobody began it."""

    card: StructureCard
    id: UUID | None
    outline: Outline | None
    sections: tuple[SectionLine, ...] = ()
    adoptions: tuple[AdoptionLine, ...] = ()
    progress: Progress | None = None
    changed: bool = False  # written since the last adoption

    @property
    def written(self) -> int:
        """How many sections say something."""
        return sum(bool(one.number) for one in self.sections)


def structure_of(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> StructureCard:
    """The card of a structure where she works; ``NotFound`` for any other."""
    cards = structures_read(viewer, now=now)
    found = next((one for one in cards if one.id == organization_id), None)
    if found is None:
        raise NotFound
    return found


def project_page(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> ProjectPage:
    """The project of a structure, or what it would begin with; ``NotFound`` for strangers."""
    card = structure_of(viewer, organization_id, now=now)
    rows = HealthProject.objects.select_related("organization")
    project = rows.filter(organization_id=organization_id).first()
    if project is None:
        return ProjectPage(card, None, _expected(organization_id))
    known = outline(project.outline)
    sections = _sections(project, known)
    adoptions = tuple(
        AdoptionLine(one.number, one.adopted_on, one.body, one.adopted_by.name, one.digest[:16])
        for one in project.adoptions.select_related("adopted_by").defer("content")
    )
    last = project.adoptions.defer("content").first()
    changed = last is None or any(one.at and one.at > last.adopted_at for one in sections)
    return ProjectPage(card, project.pk, known, sections, adoptions,
                       progress(project, now.date()), changed)  # fmt: skip


def _expected(organization_id: UUID) -> Outline | None:
    return outline_for(Organization.objects.get(pk=organization_id).kind)


def _sections(project: HealthProject, known: Outline) -> tuple[SectionLine, ...]:
    headings = {one.key: one for one in known.sections}
    aside = Q(versions__aside=True, versions__settled_by=None)
    rows = project.sections.annotate(
        waiting=Count("versions", filter=aside, distinct=True),
        said=Count("comments", filter=Q(comments__resolved_at=None), distinct=True),
    )
    heads = _heads(project)
    return tuple(_line(one, headings.get(one.key), heads.get(one.pk)) for one in rows)


def _heads(project: HealthProject) -> dict[UUID, SectionVersion]:
    """The standing version of each section: later numbers replace earlier ones."""
    rows = SectionVersion.objects.filter(section__project=project).standing()
    return {one.section_id: one for one in rows.select_related("written_by")}


def _line(one: ProjectSection, heading: Heading | None, head: SectionVersion | None) -> SectionLine:
    counted: dict[str, int] = {"said": one.said, "waiting": one.waiting}  # type: ignore[attr-defined]
    return SectionLine(
        one.pk, one.title, heading, head.number if head else 0,
        head.written_by.name if head else "", head.written_at if head else None,
        len(head.text.split()) if head else 0, counted["said"], counted["waiting"],
    )  # fmt: skip
