"""Writing who decides, what was decided, what was promised and attested."""

from maillon.apps.governance.actions.attesting import (
    ask_attestations,
    file_attestation,
    sign_attestation,
)
from maillon.apps.governance.actions.committing import drop_commitment, keep_commitment, promise
from maillon.apps.governance.actions.seating import (
    NewBody,
    NewMandate,
    end_mandate,
    give_mandate,
    open_body,
)
from maillon.apps.governance.actions.voting import NewVote, record_vote

__all__ = [
    "NewBody", "NewMandate", "NewVote", "ask_attestations", "drop_commitment", "end_mandate",
    "file_attestation", "give_mandate", "keep_commitment", "open_body", "promise", "record_vote",
    "sign_attestation",
]  # fmt: skip
