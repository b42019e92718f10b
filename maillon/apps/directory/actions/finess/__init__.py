"""Bringing in FINESS: establishments, then what they do."""

from maillon.apps.directory.actions.finess.activities import import_activities
from maillon.apps.directory.actions.finess.structures import import_structures

__all__ = ["import_activities", "import_structures"]
