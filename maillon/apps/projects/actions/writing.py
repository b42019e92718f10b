from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from maillon.apps.directory.models import Organization
from maillon.apps.journal import actions as journal
from maillon.apps.projects import access
from maillon.apps.projects.models import HealthProject, ProjectSection, SectionVersion
from maillon.apps.projects.outline import outline_for
from maillon.apps.structures import access as structures
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["add_section", "open_project", "settle_conflict", "write_section"]

MOST = 60_000  # characters of a section


def open_project(*, organization_id: UUID, by: AccountViewer, now: datetime) -> HealthProject:
    """Begin the project of a structure with the headings expected of its kind.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``project_there``,
    ``project_kind`` (no outline is known).
    """
    structures.require_writer(by, organization_id)
    expected = outline_for(Organization.objects.get(pk=organization_id).kind)
    if expected is None:
        raise Refused("project_kind")
    project = HealthProject(
        organization_id=organization_id, outline=expected.code, opened_by_id=by.account_id,
        opened_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            project.save(force_insert=True)
            ProjectSection.objects.bulk_create(
                ProjectSection(project=project, key=one.key, title=one.title, position=place)
                for place, one in enumerate(expected.sections, 1)
            )
            journal.record(
                act="projects.opened", organization_id=organization_id, by=by, now=now,
                subjects=[("project", project.pk)], data={"outline": expected.code},
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("project_there") from error
    return project


def add_section(
    *, project_id: UUID, title: str, by: AccountViewer, now: datetime
) -> ProjectSection:
    """A heading of the team's own, after the others. Raises ``Refused('section_untitled')``."""
    project = access.require_lead(by, project_id)
    if not title.strip():
        raise Refused("section_untitled")
    with transaction.atomic():
        HealthProject.objects.select_for_update().get(pk=project.pk)
        last = project.sections.aggregate(last=Max("position"))["last"] or 0
        return ProjectSection.objects.create(
            project=project, title=title.strip()[:120], position=last + 1
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A section locked: its standing text, the number the next version takes."""

    section: ProjectSection
    head: SectionVersion | None
    next: int

    @property
    def number(self) -> int:
        return self.head.number if self.head else 0


def _lock(section: ProjectSection) -> _Place:
    locked = ProjectSection.objects.select_for_update().get(pk=section.pk)
    last = locked.versions.aggregate(last=Max("number"))["last"] or 0
    return _Place(locked, SectionVersion.objects.filter(section=locked).standing().last(), last + 1)


def write_section(
    *, section_id: UUID, seen: int, text: str, by: AccountViewer, now: datetime
) -> SectionVersion:
    """Save a section as a new version. ``seen``: the number of the version she started from.

    Where somebody saved meanwhile nothing is overwritten: her text is kept ``aside``, for both
    to be read together. Raises ``Refused('section_same')`` where it is the text in place.
    """
    section = access.require_section(by, section_id)
    written = _plain(text)
    with transaction.atomic():
        place = _lock(section)
        if written == (place.head.text if place.head else ""):
            raise Refused("section_same")
        version = SectionVersion(
            section=section, number=place.next, base=seen, aside=seen != place.number,
            text=written, written_by_id=by.account_id, written_at=now,
        )  # fmt: skip
        version.save(force_insert=True)
        if not version.aside:
            _tell("projects.section_written", version, by, now)
    return version


def settle_conflict(
    *, version_id: UUID, seen: int, text: str, by: AccountViewer, now: datetime
) -> SectionVersion:
    """Write one text out of two; both stay among the versions.

    Raises ``NotFound``, ``Refused``: ``section_settled`` (somebody did), ``section_moved`` (the
    text in place is no longer the one she read).
    """
    aside = SectionVersion.objects.filter(pk=version_id, aside=True).first()
    section = access.require_section(by, aside.section_id if aside else version_id)
    with transaction.atomic():
        place = _lock(section)
        if SectionVersion.objects.filter(settles_id=version_id).exists():
            raise Refused("section_settled")
        if seen != place.number:
            raise Refused("section_moved")
        version = SectionVersion(
            section=section, number=place.next, base=seen, settles=aside, text=_plain(text),
            written_by_id=by.account_id, written_at=now,
        )  # fmt: skip
        version.save(force_insert=True)
        _tell("projects.conflict_settled", version, by, now)
    return version


def _plain(text: str) -> str:
    """Browsers send line ends of their own."""
    return text.replace("\r\n", "\n").strip()[:MOST]


def _tell(act: str, version: SectionVersion, by: AccountViewer, now: datetime) -> None:
    project = version.section.project
    journal.record(
        act=act, organization_id=project.organization_id, by=by, now=now,
        subjects=[("project", project.pk), ("section", version.section_id)],
        data={"version": version.number},
    )  # fmt: skip
