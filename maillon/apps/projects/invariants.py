"""What must always hold of the projects of teams."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.projects.models import ProjectAction, ProjectAdoption
from maillon.apps.projects.paper import fingerprint

__all__ = ["INVARIANTS"]


def adopted_projects_are_what_was_adopted(now: datetime) -> Iterator[str]:
    """What was adopted is still the text of its fingerprint."""
    for one in ProjectAdoption.objects.iterator(chunk_size=20):
        if fingerprint(one.content) != one.digest:
            yield f"projet {one.project_id}, adoption {one.number} : le texte n’est plus le sien"


def actions_have_their_task(now: datetime) -> Iterator[str]:
    """An action with an owner and a date has one task, open as long as it is."""
    for one in ProjectAction.objects.select_related("task").iterator(chunk_size=200):
        owed = one.owner_id is not None and one.due_on is not None
        if owed and one.task is None:
            yield f"action {one.pk} : confiée avec une date, sans tâche"
        elif one.task and (one.task.closed_at is None) == bool(one.outcome):
            yield f"action {one.pk} : elle et sa tâche ne se terminent pas ensemble"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "PROJET un projet adopté est celui qui fut adopté": adopted_projects_are_what_was_adopted,
    "PROJET une action confiée a sa tâche": actions_have_their_task,
}
