"""Bringing in an extract of the national directory (RPPS)."""

from maillon.apps.directory.actions.rpps.importing import import_rpps

__all__ = ["import_rpps"]
