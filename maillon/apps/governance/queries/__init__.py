"""Reading who decides in a structure, what was decided, promised and attested."""

from maillon.apps.governance.queries.attesting import (
    AttestationLine,
    AttestationsPage,
    attestation_paper,
    attestations,
)
from maillon.apps.governance.queries.bodies import (
    BodyCard,
    BodyForm,
    GovernancePage,
    MandateLine,
    body_form,
    governance,
    house_of_commitment,
    house_of_mandate,
)
from maillon.apps.governance.queries.owed import owed
from maillon.apps.governance.queries.votes import VoteLine, VotePage, vote_page

__all__ = [
    "AttestationLine", "AttestationsPage", "BodyCard", "BodyForm", "GovernancePage",
    "MandateLine", "VoteLine", "VotePage", "attestation_paper", "attestations", "body_form",
    "governance", "house_of_commitment", "house_of_mandate", "owed", "vote_page",
]  # fmt: skip
