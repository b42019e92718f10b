"""Who notes coordination time, and who reads whose.

Everybody of a team notes her own and reads it. Sums of the structure are for those who write it;
hours person by person for its managers only. Nobody else, a payer least of all.
"""

from uuid import UUID

from maillon.apps.posts.models import CoordinationTime
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["reads_each", "require_line", "require_own", "require_team", "require_writer", "writes"]


def require_team(viewer: AccountViewer, organization_id: UUID) -> None:
    """``NotFound`` unless she works in this structure."""
    structures.require_reader(viewer, organization_id)


def require_writer(viewer: AccountViewer, organization_id: UUID) -> None:
    """``NotFound`` unless she coordinates or manages this structure."""
    structures.require_writer(viewer, organization_id)


def writes(viewer: AccountViewer, organization_id: UUID) -> bool:
    """Whether she coordinates or manages it."""
    return structures.may_write(viewer, organization_id)


def reads_each(viewer: AccountViewer, organization_id: UUID) -> bool:
    """Whether she reads hours person by person: she manages this structure."""
    return any(
        role.code == "manager" and role.organization_id == organization_id for role in viewer.roles
    )


def require_line(viewer: AccountViewer, line_id: UUID) -> CoordinationTime:
    """A line, for whoever it is of while she works there, and for managers of its structure."""
    rows = CoordinationTime.objects.select_related("organization", "account")
    found = rows.filter(pk=line_id).first()
    if found is None:
        raise NotFound
    structures.require_reader(viewer, found.organization_id)
    if found.account_id != viewer.account_id and not reads_each(viewer, found.organization_id):
        raise NotFound
    return found


def require_own(viewer: AccountViewer, line_id: UUID) -> CoordinationTime:
    """The line, locked, for whoever it is of: nobody else's hand is in her hours."""
    rows = CoordinationTime.objects.select_for_update(of=("self",))
    found = rows.filter(pk=line_id, account_id=viewer.account_id).first()
    if found is None:
        raise NotFound
    structures.require_reader(viewer, found.organization_id)
    return found
