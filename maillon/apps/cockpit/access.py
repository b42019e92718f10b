"""Whose cockpit: a coordinator's, for the structures she coordinates."""

from uuid import UUID

from maillon.apps.care.access import coordinated
from maillon.apps.cockpit.models import Errand
from maillon.errors import NotFound
from maillon.kernel.access import Viewer

__all__ = ["errand_of", "houses_of", "require_coordinator"]


def houses_of(viewer: Viewer) -> frozenset[UUID]:
    """The structures she coordinates for; empty for anybody else."""
    return coordinated(viewer)


def require_coordinator(viewer: Viewer) -> frozenset[UUID]:
    """Her structures; ``NotFound`` for whoever coordinates for none."""
    houses = houses_of(viewer)
    if not houses:
        raise NotFound
    return houses


def errand_of(viewer: Viewer, errand_id: UUID) -> Errand:
    """An errand of her structures; ``NotFound`` when missing or of another."""
    found = Errand.objects.filter(pk=errand_id).first()
    if found is None or found.organization_id not in houses_of(viewer):
        raise NotFound
    return found
