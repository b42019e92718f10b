"""Bodies, mandates, votes, commitments, attestations."""

from maillon.apps.governance.models.attestation import Attestation
from maillon.apps.governance.models.body import GoverningBody, Mandate
from maillon.apps.governance.models.commitment import Commitment
from maillon.apps.governance.models.vote import Attendance, Ballot, Motion

__all__ = ["Attendance", "Attestation", "Ballot", "Commitment", "GoverningBody", "Mandate",
           "Motion"]  # fmt: skip
