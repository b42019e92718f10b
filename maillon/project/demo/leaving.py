"""Somebody of the maison de santé leaves next June: noted whole, by the real action."""

from datetime import date, datetime, timedelta
from uuid import UUID

from maillon.apps.departures import actions
from maillon.apps.departures.actions import NewDeparture
from maillon.apps.projects.actions import NewAction, add_action
from maillon.apps.projects.models import Objective
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer

__all__ = ["leave_in_june"]


def leave_in_june(
    house: UUID, who: str, heir: str, by: AccountViewer, now: datetime
) -> None:  # fmt: skip
    """``who`` moves away on the last day of the next June, with an action that is due after it;
    ``heir`` takes over.
    """
    team = {one.name: one for one in Member.objects.of(house).filter(left_on=None)}
    day = date(now.year + (now.month >= 6), 6, 30)
    wish = Objective.objects.filter(project__organization_id=house).order_by("position").first()
    if wish is not None:
        told = NewAction("Relire le projet avec la nouvelle équipe", team[who].pk, None,
                         day + timedelta(days=80))  # fmt: skip
        add_action(objective_id=wish.pk, new=told, by=by, now=now)
    new = NewDeparture(day, "moved", team[heir].pk)
    actions.depart(member_id=team[who].pk, new=new, by=by, now=now)
