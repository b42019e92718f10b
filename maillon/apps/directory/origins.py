"""By which way a declaration came, read from who made it."""

from uuid import UUID

from maillon.apps.directory.models import Responder
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["origin_of"]


def origin_of(by: Viewer, responder_id: UUID) -> Responder.Origin:
    """SMS when Maillon itself writes, the one-tap link, her own account, or the desk."""
    if by.kind == "link":
        return Responder.Origin.LINK
    if isinstance(by, AccountViewer):
        mine = responder_id in by.responder_ids
        return Responder.Origin.ACCOUNT if mine else Responder.Origin.DESK
    return Responder.Origin.SMS
