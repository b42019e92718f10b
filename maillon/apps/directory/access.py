"""Who may change what a responder declares, and who may see her line."""

from uuid import UUID

from maillon.apps.directory.models import LocalResource, Responder
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer

__all__ = [
    "DESK_ROLES",
    "can_declare_for",
    "can_see_line",
    "enrols",
    "keeps_resources",
    "kept_resource",
    "reachable",
]

DESK_ROLES = frozenset({"agent", "lead"})


def can_declare_for(viewer: Viewer, responder_id: UUID) -> bool:
    """Herself, by account or link; a desk on her behalf; Maillon for a received message."""
    if isinstance(viewer, AccountViewer):
        return responder_id in viewer.responder_ids or _at_a_desk(viewer)
    if isinstance(viewer, LinkViewer):
        return viewer.responder_id == responder_id
    return True


def can_see_line(viewer: Viewer, responder_id: UUID) -> bool:
    """Her own line is for herself and for desks, who call her."""
    return can_declare_for(viewer, responder_id)


def enrols(viewer: AccountViewer) -> bool:
    """Desks and administrators enrol responders."""
    return _at_a_desk(viewer) or any(role.code == "administrator" for role in viewer.roles)


def reachable(viewer: Viewer, responder_id: UUID) -> Responder:
    """The responder the viewer may declare for; ``NotFound`` when missing or not hers to touch."""
    if not can_declare_for(viewer, responder_id):
        raise NotFound
    responder = Responder.objects.select_for_update().filter(pk=responder_id).first()
    if responder is None:
        raise NotFound
    return responder


def keeps_resources(viewer: Viewer) -> tuple[UUID, ...]:
    """The structures for which this viewer writes local resources: she coordinates, or is at
    their desk."""
    roles = viewer.roles if isinstance(viewer, AccountViewer) else ()
    kept = (r.organization_id for r in roles if r.code in DESK_ROLES | {"coordinator"})
    return tuple(dict.fromkeys(kept))


def kept_resource(viewer: Viewer, resource_id: UUID) -> LocalResource:
    """The resource, locked, for whoever keeps it; ``NotFound`` when missing or not hers."""
    found = LocalResource.objects.select_for_update(of=("self",)).filter(pk=resource_id).first()
    if found is None or found.organization_id not in keeps_resources(viewer):
        raise NotFound
    return found


def _at_a_desk(viewer: AccountViewer) -> bool:
    return any(role.code in DESK_ROLES for role in viewer.roles)
