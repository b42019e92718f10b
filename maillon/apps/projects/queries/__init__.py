"""Reading a team's project: its sections, its actions, the whole of it on paper."""

from maillon.apps.projects.queries.document import Document, document
from maillon.apps.projects.queries.page import ProjectPage, project_page
from maillon.apps.projects.queries.plan import (
    ActionPage,
    PlanPage,
    action_page,
    plan_page,
    project_tasks,
)
from maillon.apps.projects.queries.section import (
    ConflictPage,
    SectionPage,
    VersionsPage,
    conflict_page,
    section_of_comment,
    section_page,
    versions_page,
)

__all__ = [
    "ActionPage",
    "ConflictPage",
    "Document",
    "PlanPage",
    "ProjectPage",
    "SectionPage",
    "VersionsPage",
    "action_page",
    "conflict_page",
    "document",
    "plan_page",
    "project_page",
    "project_tasks",
    "section_of_comment",
    "section_page",
    "versions_page",
]
