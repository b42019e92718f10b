"""What is already open about the same person or the same establishment, at any desk of a region.

A request is held by one desk; the caller does not know which. Every desk of the organization is
looked at: what may be said of a request held elsewhere is for whoever shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillon.apps.desk.models import Need, ServiceRequest, Shift
from maillon.apps.desk.models.request import ServiceRequestQuerySet
from maillon.kernel.crypto import fold

__all__ = ["Days", "House", "about_house", "about_person"]

Days = tuple[date, date]  # both included


@dataclass(frozen=True, slots=True)
class House:
    """An establishment as intake knows it."""

    name: str
    commune_id: str
    number: str = ""  # FINESS, where it was picked


def about_person(organization_id: UUID, patient_id: UUID) -> ServiceRequestQuerySet:
    """Open requests about this person, the oldest first."""
    rows = ServiceRequest.objects.open().filter(
        organization_id=organization_id, patient_id=patient_id
    )
    return rows.order_by("received_at")


def about_house(
    organization_id: UUID, house: House, days: Iterable[Days]
) -> tuple[ServiceRequest, ...]:
    """Open requests of this establishment that still want somebody one of these days.

    The same one: the same FINESS number where both have it, else the same name in the same commune.
    """
    asked = list(days)
    rows = ServiceRequest.objects.open().filter(organization_id=organization_id, patient=None)
    same = [row for row in rows.order_by("received_at") if _same(row, house)]
    return tuple(row for row in same if _meets(row, asked))


def _same(row: ServiceRequest, house: House) -> bool:
    if row.establishment_number and house.number:
        return row.establishment_number == house.number
    named = fold(row.establishment) == fold(house.name)
    return named and row.commune_id == house.commune_id


def _meets(row: ServiceRequest, asked: Iterable[Days]) -> bool:
    """A watch is of the day it begins; care without hours lasts until its last day."""
    shifts = Shift.objects.filter(need__request=row).exclude(need__state__in=Need.SETTLED)
    held = [
        (one.starts_on, one.starts_on if one.starts_at else one.ends_on or date.max)
        for one in shifts
    ]
    return any(a <= last and first <= b for a, b in asked for first, last in held)
