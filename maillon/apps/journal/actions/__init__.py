"""Writing in the journal, and sealing it."""

from maillon.apps.journal.actions.recording import cancel, record
from maillon.apps.journal.actions.sealing import seal_pending

__all__ = ["cancel", "record", "seal_pending"]
