"""A call that asks again for what is already open: said before a second request is written."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from maillon.apps.care.models import Patient
from maillon.apps.desk import standing
from maillon.apps.desk.models import Desk, ServiceRequest
from maillon.apps.desk.timing import local_day
from maillon.apps.directory.queries import registered_number
from maillon.errors import Refused

if TYPE_CHECKING:
    from maillon.apps.desk.actions.intake import NewNeed, NewRequest

__all__ = ["refuse_repeated"]


def refuse_repeated(desk: Desk, new: "NewRequest", patient: Patient | None) -> None:
    """Refuse what is already open at a desk of the region, unless the agent has seen it.

    Raises ``Refused``: ``duplicate_open`` with its ``id`` at this desk, ``duplicate_elsewhere``
    with the ``desk`` that holds it, ``duplicate_house`` for an establishment on the same days.
    """
    if new.duplicate_seen:
        return
    if patient is None:
        _refuse_house(desk, new)
        return
    found = _first(desk, standing.about_person(desk.organization_id, patient.pk))
    if found is None:
        return
    if found.desk_id != desk.pk:
        raise Refused("duplicate_elsewhere", reference=found.reference, desk=found.desk.name)
    raise Refused("duplicate_open", reference=found.reference, id=found.pk)


def _refuse_house(desk: Desk, new: "NewRequest") -> None:
    house = standing.House(
        new.establishment, new.commune_id, registered_number(new.establishment_number)
    )
    days = [day for need in new.needs for day in _days(desk, need)]
    found = _first(desk, standing.about_house(desk.organization_id, house, days))
    if found is not None:
        raise Refused("duplicate_house", reference=found.reference, desk=found.desk.name)


def _days(desk: Desk, need: "NewNeed") -> list[standing.Days]:
    if not need.watches:
        return [(need.starts_on, need.ends_on or need.starts_on)]
    begun = {local_day(desk, watch.starts_at) for watch in need.watches}
    return [(day, day) for day in sorted(begun)]


def _first(desk: Desk, found: Iterable[ServiceRequest]) -> ServiceRequest | None:
    """One of this desk rather than of another, the oldest."""
    return min(found, key=lambda one: (one.desk_id != desk.pk, one.received_at), default=None)
