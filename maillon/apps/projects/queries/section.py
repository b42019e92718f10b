from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.projects import access
from maillon.apps.projects.models import ProjectSection, SectionComment, SectionVersion
from maillon.apps.projects.outline import Heading, outline
from maillon.engines.comparing import Row, compare
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["CommentCard", "ConflictPage", "SectionPage", "VersionCard", "VersionsPage",
           "conflict_page", "section_of_comment", "section_page", "versions_page"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A version: who wrote what, when. ``aside``: kept beside; ``waits``: still to be read."""

    id: UUID
    number: int
    base: int
    text: str
    by: str
    at: datetime
    aside: bool
    waits: bool
    settles: int | None

    @property
    def label(self) -> str:
        """Its number, as the head of a column."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment, dealt with or not."""

    id: UUID
    text: str
    by: str
    at: datetime
    resolved_by: str
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section as it stands, what is said of it, what waits beside it."""

    id: UUID
    organization_id: UUID
    structure: str
    title: str
    heading: Heading | None
    head: VersionCard | None
    comments: tuple[CommentCard, ...]
    waiting: tuple[VersionCard, ...]
    versions: int

    @property
    def open_comments(self) -> tuple[CommentCard, ...]:
        """Those nobody dealt with."""
        return tuple(one for one in self.comments if one.resolved_at is None)

    @property
    def resolved(self) -> tuple[CommentCard, ...]:
        """Those that are dealt with."""
        return tuple(one for one in self.comments if one.resolved_at is not None)


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Every version of a section, two of them side by side."""

    section: SectionPage
    rows: tuple[VersionCard, ...]  # latest first
    before: VersionCard | None
    after: VersionCard | None
    lines: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Two texts of a section: the one in place, and the one kept beside."""

    section: SectionPage
    aside: VersionCard
    lines: tuple[Row, ...]
    settled: bool


def section_page(viewer: AccountViewer, section_id: UUID) -> SectionPage:
    """A section, for whoever works in its structure; ``NotFound`` for strangers."""
    return _page(access.require_section(viewer, section_id))


def versions_page(
    viewer: AccountViewer, section_id: UUID, *, before: int | None, after: int | None
) -> VersionsPage:
    """The versions of a section; unless told otherwise, the last two that became the text."""
    section = access.require_section(viewer, section_id)
    rows = tuple(reversed(_versions(section)))
    known = {one.number: one for one in rows}
    standing = [one for one in rows if not one.aside]
    last = known.get(after or 0) or (standing[0] if standing else None)
    older = [one for one in standing if last and one.number < last.number]
    first = known.get(before or 0) or (older[0] if older else None)
    lines = compare(first.text if first else "", last.text) if last else ()
    return VersionsPage(_page(section), rows, first, last, lines)


def conflict_page(viewer: AccountViewer, version_id: UUID) -> ConflictPage:
    """Both texts of a conflict; ``NotFound`` for strangers and for a version that is none."""
    aside = SectionVersion.objects.filter(pk=version_id, aside=True).first()
    if aside is None:
        raise NotFound
    section = access.require_section(viewer, aside.section_id)
    page = _page(section)
    card = next(one for one in _versions(section) if one.id == version_id)
    standing = page.head.text if page.head else ""
    return ConflictPage(page, card, compare(standing, card.text), not card.waits)


def _page(section: ProjectSection) -> SectionPage:
    project = section.project
    headings = {one.key: one for one in outline(project.outline).sections}
    versions = _versions(section)
    standing = [one for one in versions if not one.aside]
    return SectionPage(
        section.pk, project.organization_id, project.organization.name, section.title,
        headings.get(section.key), standing[-1] if standing else None, _comments(section),
        tuple(one for one in versions if one.waits), len(versions),
    )  # fmt: skip


def _versions(section: ProjectSection) -> list[VersionCard]:
    rows = section.versions.select_related("written_by", "settles")
    settled = {one.settles_id for one in rows if one.settles_id}
    return [
        VersionCard(
            one.pk, one.number, one.base, one.text, one.written_by.name, one.written_at, one.aside,
            one.aside and one.pk not in settled, one.settles.number if one.settles else None,
        )
        for one in rows
    ]  # fmt: skip


def _comments(section: ProjectSection) -> tuple[CommentCard, ...]:
    rows = section.comments.select_related("written_by", "resolved_by")
    return tuple(
        CommentCard(
            one.pk, one.text, one.written_by.name, one.written_at,
            one.resolved_by.name if one.resolved_by else "", one.resolved_at,
        )
        for one in rows
    )  # fmt: skip


def section_of_comment(viewer: AccountViewer, comment_id: UUID) -> UUID:
    """The section a comment is about; ``NotFound`` for strangers."""
    found = SectionComment.objects.filter(pk=comment_id).first()
    if found is None:
        raise NotFound
    return access.require_section(viewer, found.section_id).pk
