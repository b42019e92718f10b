"""Whether what was just done may still be undone."""

from datetime import datetime
from uuid import UUID

from maillon.apps.desk.actions.undoing import fresh_deed
from maillon.kernel.access import AccountViewer

__all__ = ["may_undo"]


def may_undo(viewer: AccountViewer, request_id: UUID, *, now: datetime) -> bool:
    """Hers, less than ten seconds old, nothing sent and nobody since."""
    return bool(fresh_deed(viewer, request_id, now=now))
