"""Paying a quarter."""

from maillon.apps.money.actions.freezing import freeze_quarter, lines_digest, undo_freeze

__all__ = ["freeze_quarter", "lines_digest", "undo_freeze"]
