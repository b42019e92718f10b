"""Who reads a protocol, who writes it, who signs it; what a neighbour reads of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.directory.models import Organization
from maillon.apps.protocols.models import Protocol, ProtocolShare, ProtocolVersion
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["Right", "member_of", "near", "require_drafter", "require_reader", "require_writer",
           "right", "shared_with"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Right:
    """What somebody may do with one protocol. ``neighbour``: she reads what is in force of it,
    through a structure it was shown to, and nothing beside.
    """

    writes: bool = False
    drafts: bool = False
    neighbour: bool = False


def right(viewer: AccountViewer, protocol: Protocol) -> Right | None:
    """What this viewer may do; ``None``: she is not told that it exists."""
    if protocol.organization_id in structures.read_by(viewer):
        writes = structures.may_write(viewer, protocol.organization_id)
        return Right(writes, writes or _wrote(viewer, protocol))
    return Right(neighbour=True) if protocol.pk in shared_with(viewer, protocol.pk) else None


def _wrote(viewer: AccountViewer, protocol: Protocol) -> bool:
    """An author of any of its versions, or whoever began it."""
    if protocol.created_by_id == viewer.account_id:
        return True
    rows = ProtocolVersion.objects.filter(protocol=protocol)
    return rows.filter(authors__account_id=viewer.account_id, authors__left_on=None).exists()


def shared_with(viewer: AccountViewer, protocol_id: UUID | None = None) -> frozenset[UUID]:
    """The protocols of others that were shown to a structure where she works."""
    rows = ProtocolShare.objects.filter(
        organization_id__in=structures.read_by(viewer), ended_at=None
    )
    if protocol_id is not None:
        rows = rows.filter(protocol_id=protocol_id)
    return frozenset(rows.values_list("protocol_id", flat=True))


def near(organization_id: UUID) -> "QuerySet[Organization]":
    """The structures of the same département whose teams work here: who may be shown something."""
    home = Organization.objects.filter(pk=organization_id).values("commune__departement")
    rows = Organization.objects.filter(members__isnull=False, commune__departement__in=home)
    return rows.exclude(pk=organization_id).select_related("commune").order_by("name").distinct()


def require_reader(viewer: AccountViewer, protocol_id: UUID) -> tuple[Protocol, Right]:
    """The protocol and what she may do with it; ``NotFound`` for anybody else."""
    found = Protocol.objects.select_related("organization").filter(pk=protocol_id).first()
    held = right(viewer, found) if found else None
    if found is None or held is None:
        raise NotFound
    return found, held


def require_writer(viewer: AccountViewer, protocol_id: UUID) -> Protocol:
    """The protocol, locked, for whoever coordinates or manages its structure."""
    found, held = require_reader(viewer, protocol_id)
    if not held.writes:
        raise NotFound
    return Protocol.objects.select_for_update().get(pk=found.pk)


def require_drafter(viewer: AccountViewer, protocol_id: UUID) -> Protocol:
    """The protocol, locked, for who may write its text: the coordination, its authors."""
    found, held = require_reader(viewer, protocol_id)
    if not held.drafts:
        raise NotFound
    return Protocol.objects.select_for_update().get(pk=found.pk)


def member_of(viewer: AccountViewer, organization_id: UUID, day: date) -> Member:
    """Herself in the team that day; ``NotFound`` for who is no member of it."""
    rows = Member.objects.of(organization_id).on(day).filter(account_id=viewer.account_id)
    found = rows.first()
    if found is None:
        raise NotFound
    return found
