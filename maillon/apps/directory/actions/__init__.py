"""Writes of the directory: imports, responders, the ground they cover."""

from maillon.apps.directory.actions.communes import import_communes

__all__ = ["import_communes"]
