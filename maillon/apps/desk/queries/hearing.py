"""Whether somebody may still hear a desk's live line."""

from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY

from maillon.apps.accounts import lock
from maillon.apps.accounts.queries import viewer_by_id
from maillon.apps.desk.access import desks_of

__all__ = ["may_hear"]


def may_hear(account_id: UUID, session_key: str, desk_id: UUID, *, now: datetime) -> bool:
    """The session still hers, neither locked nor over; the account active; the role held."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    if session.get(SESSION_KEY) != str(account_id):
        return False
    if lock.is_locked(session, now) or lock.expired(session, now):
        return False
    viewer = viewer_by_id(account_id, now=now)
    return viewer is not None and desk_id in desks_of(viewer)
