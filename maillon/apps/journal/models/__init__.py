"""The journal of coordination acts: append-only, then chained and sealed."""

from maillon.apps.journal.models.entry import Credit, Entry, Participant, Subject
from maillon.apps.journal.models.sealing import Seal, Unsealed

__all__ = ["Credit", "Entry", "Participant", "Seal", "Subject", "Unsealed"]
