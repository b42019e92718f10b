"""A project: its sections and their versions, its objectives and actions, who works on it."""

from maillon.apps.projects.models.acting import (
    ActionEvaluation,
    ActionIndicator,
    GroupMember,
    IndicatorReading,
    Objective,
    ProjectAction,
    ProjectPartner,
    WorkingGroup,
)
from maillon.apps.projects.models.writing import (
    HealthProject,
    ProjectAdoption,
    ProjectSection,
    SectionComment,
    SectionVersion,
)

__all__ = [
    "ActionEvaluation",
    "ActionIndicator",
    "GroupMember",
    "HealthProject",
    "IndicatorReading",
    "Objective",
    "ProjectAction",
    "ProjectAdoption",
    "ProjectPartner",
    "ProjectSection",
    "SectionComment",
    "SectionVersion",
    "WorkingGroup",
]
