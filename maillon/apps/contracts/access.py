"""Who reads a contract, and who writes it: those of the structure's team."""

from uuid import UUID

from maillon.apps.contracts.models import AciContract
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["require_house", "require_reader", "require_writer", "writes"]


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
