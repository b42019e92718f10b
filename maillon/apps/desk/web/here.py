"""Which desk the viewer sits at: her only one, or the one she last chose."""

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from maillon.apps.desk.access import desks_of
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in

__all__ = ["CHOSEN", "chosen_desk", "desk_here"]

CHOSEN = "desk_id"  # in the session


def chosen_desk(viewer: AccountViewer, session: SessionBase) -> UUID | None:
    """The desk she chose while she still belongs to it, else her first one, else none."""
    mine = desks_of(viewer)
    chosen = session.get(CHOSEN)
    if chosen and UUID(chosen) in mine:
        return UUID(chosen)
    return min(mine, default=None, key=str)


def desk_here(request: HttpRequest) -> UUID:
    """The desk of this request; ``NotFound`` for somebody who belongs to none."""
    desk_id = chosen_desk(viewer_in(request), request.session)
    if desk_id is None:
        raise NotFound
    return desk_id
