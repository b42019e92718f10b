from uuid import UUID

from maillon.apps.directory.models import Organization
from maillon.apps.protocols import access
from maillon.apps.protocols.models import ProtocolShare
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["neighbours"]

MOST = 300


def neighbours(viewer: AccountViewer, protocol_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The other structures whose teams work here, to whom this protocol is not shown yet, those of
    the same département first. ``NotFound`` for who does not write it.
    """
    protocol, held = access.require_reader(viewer, protocol_id)
    if not held.writes:
        raise NotFound
    shown = ProtocolShare.objects.filter(protocol=protocol, ended_at=None)
    home = protocol.organization.commune
    area = home.departement if home else ""
    rows = (
        Organization.objects.filter(members__isnull=False)
        .exclude(pk__in=shown.values("organization_id"))
        .exclude(pk=protocol.organization_id)
        .select_related("commune")
        .distinct()[:MOST]
    )
    found = sorted(rows, key=lambda one: (_far(one, area), one.name))
    return tuple((one.pk, _named(one)) for one in found)


def _far(one: Organization, area: str) -> bool:
    return one.commune is None or one.commune.departement != area


def _named(one: Organization) -> str:
    return f"{one.name}, {one.commune.name}" if one.commune else one.name
