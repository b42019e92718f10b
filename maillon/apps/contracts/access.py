"""Who reads a contract and who writes it: those of the structure's team; who reads what was sent:
the payer's and the ARS's readers, to whom the structure opened its door, and nothing beside.
"""

from uuid import UUID

from maillon.apps.accounts.readers import structures_received
from maillon.apps.contracts.models import AciContract, EvidenceFile
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant, Relation

__all__ = [
    "RECEIVED", "require_house", "require_reader", "require_received", "require_writer", "writes",
]  # fmt: skip

RECEIVED = Grant(Relation.PAYER, "evidence_received", frozenset({"proof_titles"}))


def require_house(viewer: AccountViewer, organization_id: UUID) -> None:
    """``NotFound`` unless she works in this structure."""
    structures.require_reader(viewer, organization_id)


def writes(viewer: AccountViewer, organization_id: UUID) -> bool:
    """Whether she coordinates or manages it."""
    return structures.may_write(viewer, organization_id)


def require_reader(viewer: AccountViewer, contract_id: UUID) -> AciContract:
    """The contract, for whoever works in its structure; ``NotFound`` for anybody else."""
    found = AciContract.objects.select_related("organization").filter(pk=contract_id).first()
    if found is None:
        raise NotFound
    structures.require_reader(viewer, found.organization_id)
    return found


def require_writer(viewer: AccountViewer, contract_id: UUID) -> AciContract:
    """The contract, for whoever coordinates or manages its structure."""
    found = require_reader(viewer, contract_id)
    structures.require_writer(viewer, found.organization_id)
    return found


def require_received(viewer: AccountViewer, file_id: UUID) -> EvidenceFile:
    """A sent file, for a reader of its structure; ``NotFound`` for anybody else, the team too."""
    found = (
        EvidenceFile.objects.select_related("contract__organization", "statement")
        .filter(pk=file_id, contract__organization_id__in=structures_received(viewer))
        .first()
    )
    if found is None:
        raise NotFound
    return found
