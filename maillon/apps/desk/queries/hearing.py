"""Whether somebody may still hear a desk's live line."""

from datetime import datetime
from uuid import UUID

from maillon.apps.accounts.hearing import still_there
from maillon.apps.desk.access import desks_of

__all__ = ["may_hear"]


def may_hear(account_id: UUID, session_key: str, desk_id: UUID, *, now: datetime) -> bool:
    """The session still hers, neither locked nor over; the account active; the role held."""
    viewer = still_there(account_id, session_key, now=now)
    return viewer is not None and desk_id in desks_of(viewer)
