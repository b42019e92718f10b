"""Whether whoever opened a live line is still there: nobody passes a middleware on a push."""

from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY

from maillon.apps.accounts import lock
from maillon.apps.accounts.queries import viewer_by_id
from maillon.kernel.access import AccountViewer

__all__ = ["still_there"]


def still_there(account_id: UUID, session_key: str, *, now: datetime) -> AccountViewer | None:
    """The viewer, with the roles of this moment: the session still hers, neither locked nor over,
    the account active; else ``None``.
    """
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    if session.get(SESSION_KEY) != str(account_id):
        return None
    if lock.is_locked(session, now) or lock.expired(session, now):
        return None
    return viewer_by_id(account_id, now=now)
