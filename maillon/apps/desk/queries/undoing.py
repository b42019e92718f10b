"""Whether what was just done may still be undone."""

from datetime import datetime
from uuid import UUID

from maillon.apps.desk.actions.undoing import OFFERED, fresh_deed
from maillon.kernel.access import AccountViewer

__all__ = ["may_undo"]


def may_undo(
    viewer: AccountViewer, request_id: UUID, *, now: datetime, acted_at: datetime | None = None
) -> bool:
    """Hers, less than ten seconds old, nothing sent and nobody since.

    ``acted_at``, where the caller has read it, spares the question about an older act.
    """
    if acted_at is not None and now - acted_at > OFFERED:
        return False
    return bool(fresh_deed(viewer, request_id, now=now))
