"""What is asked of one person at a time: her project, what it aims at, what she takes."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from maillon.apps.care.queries import exchange_project as project
from maillon.errors import NotFound
from maillon.interop.fhir.plan import careplan, goals
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.treatments import statements
from maillon.kernel.access import ClientViewer

__all__ = ["LISTS", "NAMES", "careplan_of", "goal_of", "listed", "statement_of"]

Resource = dict[str, Any]
NAMES: Final = ("patient", "subject")


def listed(
    viewer: ClientViewer, kind: str, pairs: Iterable[tuple[str, str]], now: datetime
) -> list[Resource]:
    """Those of one person; none where she is hidden, unknown, or has nothing of the kind.

    Raises ``Problem`` without her, and for any other parameter.
    """
    wanted = [(name, value) for name, value in pairs if name != "_format"]
    if len(wanted) != 1 or wanted[0][0] not in NAMES:
        raise Problem(400, f"Ici se demande une personne à la fois, par « {NAMES[0]} » seul.",
                      code="not-supported")  # fmt: skip
    told = wanted[0][1]
    try:
        return LISTS[kind](viewer, UUID(told.removeprefix("Patient/")), now)
    except (NotFound, ValueError):
        return []


def _careplans(viewer: ClientViewer, pk: UUID, now: datetime) -> list[Resource]:
    found = project.project_of(viewer, pk, now=now)
    return [careplan(found.id, found.patient, found.plan)]


def _goals(viewer: ClientViewer, pk: UUID, now: datetime) -> list[Resource]:
    found = project.project_of(viewer, pk, now=now)
    return goals(found.patient, found.plan)


def _statements(viewer: ClientViewer, pk: UUID, now: datetime) -> list[Resource]:
    found = project.treatments_of(viewer, pk, now=now)
    return statements(found.patient, found.review)


LISTS: Final[dict[str, Callable[[ClientViewer, UUID, datetime], list[Resource]]]] = {
    "CarePlan": _careplans, "Goal": _goals, "MedicationStatement": _statements,
}  # fmt: skip


def careplan_of(viewer: ClientViewer, pk: UUID, now: datetime) -> Resource:
    """One project; ``NotFound``."""
    found = project.project_by_id(viewer, pk, now=now)
    return careplan(found.id, found.patient, found.plan)


def goal_of(viewer: ClientViewer, pk: UUID, now: datetime) -> Resource:
    """One goal; ``NotFound`` where its theme is not opened."""
    found = project.project_by_goal(viewer, pk, now=now)
    return _one(goals(found.patient, found.plan), pk)


def statement_of(viewer: ClientViewer, pk: UUID, now: datetime) -> Resource:
    """One treatment; ``NotFound``."""
    found = project.treatments_by_line(viewer, pk, now=now)
    return _one(statements(found.patient, found.review), pk)


def _one(resources: list[Resource], pk: UUID) -> Resource:
    return next(one for one in resources if one["id"] == str(pk))
