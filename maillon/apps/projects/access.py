"""Who reads and writes the project of a structure: its team; who leads it: who writes the team."""

from uuid import UUID

from maillon.apps.projects.models import HealthProject, ProjectAction, ProjectSection
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["houses", "leads", "require_action", "require_lead", "require_project",
           "require_section"]  # fmt: skip


def houses(viewer: AccountViewer) -> tuple[UUID, ...]:
    """The structures whose project she reads."""
    return structures.read_by(viewer)


def leads(viewer: AccountViewer, organization_id: UUID) -> bool:
    """Whether she leads the project: objectives, actions, groups, partners, adoption."""
    return structures.may_write(viewer, organization_id)


def require_project(viewer: AccountViewer, project_id: UUID) -> HealthProject:
    """The project, for whoever works in its structure; ``NotFound`` for anybody else."""
    found = HealthProject.objects.select_related("organization").filter(pk=project_id).first()
    if found is None:
        raise NotFound
    structures.require_reader(viewer, found.organization_id)
    return found


def require_lead(viewer: AccountViewer, project_id: UUID) -> HealthProject:
    """The project, for whoever coordinates or manages its structure."""
    found = require_project(viewer, project_id)
    structures.require_writer(viewer, found.organization_id)
    return found


def require_section(viewer: AccountViewer, section_id: UUID) -> ProjectSection:
    """A section, for whoever works in its structure: everybody there writes."""
    found = ProjectSection.objects.select_related("project").filter(pk=section_id).first()
    if found is None:
        raise NotFound
    structures.require_reader(viewer, found.project.organization_id)
    return found


def require_action(viewer: AccountViewer, action_id: UUID, *, lead: bool) -> ProjectAction:
    """An action; ``lead``: only for who leads the project or is its owner."""
    rows = ProjectAction.objects.select_related("objective__project", "owner")
    found = rows.filter(pk=action_id).first()
    if found is None:
        raise NotFound
    house = found.objective.project.organization_id
    structures.require_reader(viewer, house)
    hers = found.owner is not None and found.owner.account_id == viewer.account_id
    if lead and not hers and not leads(viewer, house):
        raise NotFound
    return found
