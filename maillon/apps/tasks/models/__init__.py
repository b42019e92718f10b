"""Who owes what, by when."""

from maillon.apps.tasks.models.task import Task

__all__ = ["Task"]
