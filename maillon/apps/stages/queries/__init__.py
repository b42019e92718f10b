"""Reading where a structure stands on its way to a contract."""

from maillon.apps.stages.queries.page import StagePage, stage_page
from maillon.apps.stages.queries.papers import Paper, annex, paper, stage_tasks

__all__ = ["Paper", "StagePage", "annex", "paper", "stage_page", "stage_tasks"]
