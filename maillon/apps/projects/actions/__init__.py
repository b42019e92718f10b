"""Writing a team's project: its sections, its actions, who works on it, its adoption."""

from maillon.apps.projects.actions.acting import (
    NewAction,
    add_action,
    add_objective,
    end_action,
    entrust_action,
)
from maillon.apps.projects.actions.adopting import adopt_project
from maillon.apps.projects.actions.commenting import comment_section, resolve_comment
from maillon.apps.projects.actions.gathering import add_partner, end_partner, write_group
from maillon.apps.projects.actions.measuring import (
    NewEvaluation,
    add_indicator,
    evaluate_action,
    note_reading,
)
from maillon.apps.projects.actions.passing import hand_actions, holds_actions, return_actions
from maillon.apps.projects.actions.writing import (
    add_section,
    open_project,
    settle_conflict,
    write_section,
)

__all__ = [
    "NewAction",
    "NewEvaluation",
    "add_action",
    "add_indicator",
    "add_objective",
    "add_partner",
    "add_section",
    "adopt_project",
    "comment_section",
    "end_action",
    "end_partner",
    "entrust_action",
    "evaluate_action",
    "hand_actions",
    "holds_actions",
    "note_reading",
    "open_project",
    "resolve_comment",
    "return_actions",
    "settle_conflict",
    "write_group",
    "write_section",
]
