"""Who answers for the data of a structure: who may name her, who may be named, who is in force."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.care.models import BreakGlass, DataReferent
from maillon.kernel.access import AccountViewer, Viewer
from maillon.kernel.prepared import Prepared

__all__ = ["eligible", "in_force", "named_by", "referred_by", "waited_for"]

NAMERS: Final = frozenset({"administrator", "coordinator", "manager"})
WORKING: Final = frozenset({"agent", "lead", "practitioner", "coordinator", "manager"})
_HELD: Final = Prepared(
    lambda account_id: DataReferent.objects.filter(
        account=account_id, ended_at=None
    ).values_list("organization_id"),
    UUID,
)  # fmt: skip


def named_by(viewer: Viewer) -> frozenset[UUID]:
    """The structures whose data referent this viewer names: those she administers, coordinates or
    manages.
    """
    if not isinstance(viewer, AccountViewer):
        return frozenset()
    return frozenset(role.organization_id for role in viewer.roles if role.code in NAMERS)


def referred_by(viewer: Viewer) -> frozenset[UUID]:
    """The structures for whose data this viewer answers today: named, and still working there."""
    if not isinstance(viewer, AccountViewer):
        return frozenset()
    works = {role.organization_id for role in viewer.roles if role.code in WORKING}
    return (
        frozenset(pk for (pk,) in _HELD.rows(viewer.account_id) if pk in works)
        if works
        else (frozenset())
    )


def eligible(organization_id: UUID, now: datetime) -> QuerySet[Account]:
    """Who works in a structure today and may answer for its data. A technical administrator who
    does nothing else there may not: she would read why files were opened.
    """
    today = now.date()
    roles = ScopedRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), organization_id=organization_id,
        starts_on__lte=today, code__in=WORKING,
    )  # fmt: skip
    return Account.objects.filter(is_active=True, pk__in=roles.values("account")).order_by("name")


def in_force(organization_id: UUID, now: datetime) -> DataReferent | None:
    """The referent of this moment; ``None`` without one, or when she works there no more."""
    named = DataReferent.objects.select_related("account").filter(
        organization_id=organization_id, ended_at=None
    )
    found = named.first()
    if found is None or not eligible(organization_id, now).filter(pk=found.account_id).exists():
        return None
    return found


def waited_for(glass: BreakGlass, viewer: AccountViewer, now: datetime) -> DataReferent | None:
    """Who must sign this access before this viewer may: the referent, until its deadline; ``None``
    where it is this viewer's to sign, her own accesses apart.
    """
    if glass.reviewed_at is not None or glass.task.due_at <= now:
        return None
    referent = in_force(glass.patient.organization_id, now)
    if referent is None or referent.account_id in (glass.account_id, viewer.account_id):
        return None
    return referent
