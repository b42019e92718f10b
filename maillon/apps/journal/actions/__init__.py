"""Writing in the journal, and sealing it."""

from maillon.apps.journal.actions.recording import cancel, record
from maillon.apps.journal.actions.sealing import find_unsealed, seal_pending

__all__ = ["cancel", "find_unsealed", "record", "seal_pending"]
