"""Somebody leaves, as the departure's page does it. Every person is invented."""

from datetime import date, timedelta
from uuid import UUID

from maillon.apps.departures import actions
from maillon.apps.departures.actions import NewDeparture
from maillon.apps.departures.models import Departure
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY
from tests.factories.structures import member

__all__ = ["IN_JUNE", "departed", "left"]

IN_JUNE = date(2027, 6, 30)


def left(
    by: AccountViewer, member_id: UUID, successor_id: UUID | None = None, day: date = IN_JUNE
) -> Departure:
    """She moves away at the end of June, unless told otherwise."""
    new = NewDeparture(day, "moved", successor_id)
    return actions.depart(member_id=member_id, new=new, by=by, now=MORNING)


def departed(by: AccountViewer, house: UUID) -> UUID:
    """Somebody of the team who leaves in a month; her departure can be undone."""
    one = member(by, house, name="Aude Essai", profession="70")
    return left(by, one.pk, day=TODAY + timedelta(days=30)).pk
