"""Who hands a structure over: whoever coordinates or manages it."""

from typing import Final
from uuid import UUID

from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["may_hand_over", "require_writer"]

WRITERS: Final = frozenset({"coordinator", "manager"})


def may_hand_over(viewer: Viewer, organization_id: UUID) -> bool:
    """Whether she coordinates or manages this structure."""
    roles = viewer.roles if isinstance(viewer, AccountViewer) else ()
    return any(one.code in WRITERS and one.organization_id == organization_id for one in roles)


def require_writer(viewer: Viewer, organization_id: UUID) -> None:
    """``NotFound`` unless she coordinates or manages this structure."""
    if not may_hand_over(viewer, organization_id):
        raise NotFound
