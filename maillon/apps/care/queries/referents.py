"""Who answers for the data of each structure, for whoever may name her."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.care import referents
from maillon.apps.care.models import BreakGlass, DataReferent
from maillon.apps.directory.models import Organization
from maillon.apps.directory.phones import spoken
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["HeldOffice", "ReferentCard", "data_referents", "missing_referents", "names_referents"]


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """Somebody who answers, or answered, for the data: from when to when, named by whom."""

    name: str
    since: datetime
    until: datetime | None
    named_by: str
    phone: str


@dataclass(frozen=True, slots=True)
class ReferentCard:
    """One structure: its referent, those before her, who may be named, what waits to be signed."""

    organization_id: UUID
    organization: str
    held: HeldOffice | None
    works_here: bool  # named, and still somebody of the structure
    past: tuple[HeldOffice, ...]
    eligible: tuple[tuple[UUID, str], ...]
    waiting: int

    @property
    def missing(self) -> bool:
        """Whether nobody answers for it today."""
        return self.held is None or not self.works_here


def data_referents(viewer: AccountViewer, *, now: datetime) -> tuple[ReferentCard, ...]:
    """One card for each structure whose referent this viewer names, by name; ``NotFound`` for
    whoever names none. No person of a file is shown, nor why an access was taken.
    """
    ids = referents.named_by(viewer)
    if not ids:
        raise NotFound
    houses = Organization.objects.filter(pk__in=ids).order_by("name")
    return tuple(_card(one, now) for one in houses)


def _card(house: Organization, now: datetime) -> ReferentCard:
    rows = DataReferent.objects.filter(organization=house).select_related("account", "named_by")
    offices = [_office(one) for one in rows.order_by("-named_at")]
    waiting = BreakGlass.objects.filter(patient__organization=house, reviewed_at=None)
    return ReferentCard(
        organization_id=house.pk, organization=house.name,
        held=next((one for one in offices if one.until is None), None),
        works_here=referents.in_force(house.pk, now) is not None,
        past=tuple(one for one in offices if one.until is not None),
        eligible=tuple((one.pk, one.name) for one in referents.eligible(house.pk, now)),
        waiting=waiting.count(),
    )  # fmt: skip


def _office(one: DataReferent) -> HeldOffice:
    phone = spoken(one.phone) if one.phone else ""
    return HeldOffice(one.account.name, one.named_at, one.ended_at, one.named_by.name, phone)


def names_referents(viewer: AccountViewer) -> bool:
    """Whether the page of referents answers this viewer."""
    return bool(referents.named_by(viewer))


def missing_referents(viewer: AccountViewer, *, now: datetime) -> int:
    """For how many structures that she administers nobody answers for the data today."""
    ids = {role.organization_id for role in viewer.roles if role.code == "administrator"}
    return sum(referents.in_force(pk, now) is None for pk in ids)
