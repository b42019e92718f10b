"""A structure entered by hand: the one that an installation is for."""

from datetime import datetime
from uuid import UUID

from maillon.apps.directory.models import Commune, Organization
from maillon.errors import NotAllowed, Refused
from maillon.kernel.access import SYSTEM, Viewer
from maillon.kernel.crypto import fold

__all__ = ["open_structure"]


def open_structure(*, name: str, kind: str, commune_id: str, by: Viewer, now: datetime) -> UUID:
    """Create a structure, a tenant of its own; returns its id. Only the System may.

    Raises ``NotAllowed``, ``Refused``: ``structure_name``, ``structure_kind``,
    ``structure_commune``.
    """
    if by is not SYSTEM:
        raise NotAllowed
    spoken = " ".join(name.split())
    if not spoken:
        raise Refused("structure_name")
    if kind not in Organization.Kind.values:
        raise Refused("structure_kind", kinds=", ".join(Organization.Kind.values))
    if not Commune.objects.filter(pk=commune_id).exists():
        raise Refused("structure_commune", commune=commune_id)
    created = Organization.objects.create(
        kind=kind,
        name=spoken[:160],
        folded_name=fold(spoken)[:160],
        commune_id=commune_id,
        source="saisi à l’installation",
        as_of=now.date(),
    )
    return created.pk
