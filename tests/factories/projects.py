"""The project of a team as it is lived: a section two people wrote, an action, a remark."""

from dataclasses import dataclass
from uuid import UUID

from maillon.apps.projects import actions
from maillon.apps.projects.actions import NewAction
from maillon.apps.projects.models import HealthProject
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING

__all__ = ["Written", "written"]


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a project."""

    project_id: UUID
    section_id: UUID
    comment_id: UUID
    aside_id: UUID
    action_id: UUID


def written(by: AccountViewer, house: UUID) -> Written:
    """A project whose first section holds two texts to make one, with one action of nobody."""
    project = actions.open_project(organization_id=house, by=by, now=MORNING)
    section = HealthProject.objects.get(pk=project.pk).sections.all()[0]
    for text in ("Le texte en place.", "Le texte à côté."):
        kept = actions.write_section(section_id=section.pk, seen=0, text=text, by=by, now=MORNING)
    said = actions.comment_section(section_id=section.pk, text="À relire.", by=by, now=MORNING)
    wish = actions.add_objective(project_id=project.pk, text="Moins de chutes", by=by, now=MORNING)
    action = actions.add_action(
        objective_id=wish.pk, new=NewAction("Un atelier"), by=by, now=MORNING
    )
    return Written(project.pk, section.pk, said.pk, kept.pk, action.pk)
