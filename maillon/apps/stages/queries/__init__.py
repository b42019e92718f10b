"""Reading where a structure stands on its way to a contract."""

from maillon.apps.stages.queries.handed import handed, handed_content, handed_one
from maillon.apps.stages.queries.page import StagePage, stage_page
from maillon.apps.stages.queries.papers import Paper, annex, paper, stage_tasks

__all__ = [
    "Paper",
    "StagePage",
    "annex",
    "handed",
    "handed_content",
    "handed_one",
    "paper",
    "stage_page",
    "stage_tasks",
]
