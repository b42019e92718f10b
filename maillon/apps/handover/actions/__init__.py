"""Giving tasks to a successor, taking them back, closing an access."""

from maillon.apps.handover.actions.ending import end_access
from maillon.apps.handover.actions.passing import pass_owned, pass_tasks, return_tasks

__all__ = ["end_access", "pass_owned", "pass_tasks", "return_tasks"]
