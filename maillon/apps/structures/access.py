"""Who reads a structure's team, and who writes it."""

from typing import Final
from uuid import UUID

from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["may_write", "read_by", "require_reader", "require_writer", "written_by"]

WRITERS: Final = frozenset({"coordinator", "manager"})
READERS: Final = WRITERS | {"practitioner", "agent", "lead"}


def _held(viewer: Viewer, codes: frozenset[str]) -> tuple[UUID, ...]:
    roles = viewer.roles if isinstance(viewer, AccountViewer) else ()
    return tuple(dict.fromkeys(role.organization_id for role in roles if role.code in codes))


def read_by(viewer: Viewer) -> tuple[UUID, ...]:
    """The structures whose team this viewer reads: those where she works, each once."""
    return _held(viewer, READERS)


def written_by(viewer: Viewer) -> tuple[UUID, ...]:
    """The structures whose team she writes: those she coordinates or manages."""
    return _held(viewer, WRITERS)


def may_write(viewer: Viewer, organization_id: UUID) -> bool:
    """Whether she coordinates or manages this structure."""
    return organization_id in written_by(viewer)


def require_reader(viewer: Viewer, organization_id: UUID) -> None:
    """``NotFound`` unless she works in this structure."""
    if organization_id not in read_by(viewer):
        raise NotFound


def require_writer(viewer: Viewer, organization_id: UUID) -> None:
    """``NotFound`` unless she coordinates or manages this structure."""
    if not may_write(viewer, organization_id):
        raise NotFound
