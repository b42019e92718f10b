"""Who reads what is asked of a coordinator: those who coordinate for the structure, nobody else."""

from uuid import UUID

from maillon.apps.care.access import coordinated
from maillon.apps.welcome.models import HelpRequest, WelcomeDoor
from maillon.errors import NotFound
from maillon.kernel.access import Grant, LinkViewer, Relation, Viewer

__all__ = ["FOLLOW", "GROUND", "door_of", "open_door", "require_help", "require_house", "welcomed"]

FOLLOW = "help"  # the purpose of the requester's link
GROUND = Grant(Relation.NONE, "welcome", frozenset({"identity", "need", "free_text"}))


def welcomed(viewer: Viewer) -> frozenset[UUID]:
    """The structures whose requests for help this viewer answers."""
    return coordinated(viewer)


def require_house(viewer: Viewer, organization_id: UUID) -> None:
    """``NotFound`` unless she coordinates for this structure."""
    if organization_id not in welcomed(viewer):
        raise NotFound


def require_help(viewer: Viewer, request_id: UUID, *, held: bool = False) -> HelpRequest:
    """The request, locked where ``held``; ``NotFound`` when missing or of another structure.

    The bearer of its link holds it too: she may say that the person refuses.
    """
    rows = HelpRequest.objects.select_for_update(of=("self",)) if held else HelpRequest.objects
    found = rows.filter(pk=request_id).first()
    if found is None:
        raise NotFound
    if isinstance(viewer, LinkViewer):
        if viewer.purpose != FOLLOW or viewer.object_id != found.pk:
            raise NotFound
    elif found.organization_id not in welcomed(viewer):
        raise NotFound
    return found


def open_door(slug: str) -> WelcomeDoor:
    """The door of this address while it is open; ``NotFound`` otherwise."""
    found = WelcomeDoor.objects.select_related("organization").filter(slug=slug, open=True).first()
    if found is None:
        raise NotFound
    return found


def door_of(organization_id: UUID) -> WelcomeDoor | None:
    """The door of a structure, open or not."""
    return WelcomeDoor.objects.filter(organization_id=organization_id).first()
