"""Tasks of a structure's own rooms, and where they open."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from maillon.apps.cockpit.addresses import address
from maillon.apps.cockpit.opening import About
from maillon.apps.projects.queries import project_tasks
from maillon.apps.stages.queries import stage_tasks
from maillon.kernel.access import AccountViewer

__all__ = ["project_actions", "stage_steps"]


def project_actions(
    viewer: AccountViewer, ids: Collection[UUID], now: datetime
) -> dict[UUID, About]:
    """Actions of the projects of her structures."""
    return {
        pk: About(text, "projet de santé", address("project-action", pk))
        for pk, text in project_tasks(viewer, ids).items()
    }


def stage_steps(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Answers to ask for, papers to send again, missions to start, of her structures."""
    return {
        pk: About(text, "étapes de la structure", address("stage", house))
        for pk, (text, house) in stage_tasks(viewer, ids).items()
    }
