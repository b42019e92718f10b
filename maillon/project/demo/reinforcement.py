"""A nursing home short of nurses: three of them for four nights, found in part."""

from datetime import datetime, time, timedelta

from maillon.apps.desk.actions import NewNeed, NewRequest, NewRequester, NewWatch
from maillon.apps.desk.models import Desk
from maillon.apps.desk.timing import local_day, local_moment
from maillon.project.demo.requests import Callers

__all__ = ["new_reinforcement"]

NIGHTS, NURSES = 4, 3
EVENING, MORNING = time(20), time(8)


def new_reinforcement(desk: Desk, callers: Callers, now: datetime) -> NewRequest:
    """Nights from the day after tomorrow; the establishment is invented, as its caller is."""
    card = next(card for card in callers.cards if card.kind == "ehpad")
    days = [local_day(desk, now) + timedelta(days=2 + n) for n in range(NIGHTS)]
    watches = tuple(
        NewWatch(
            local_moment(desk, day, EVENING),
            local_moment(desk, day + timedelta(days=1), MORNING),
            NURSES,
        )
        for day in days
    )
    return NewRequest(
        desk_id=desk.pk,
        requester=NewRequester(id=card.pk, kind=card.kind, name=card.name, house=card.house),
        needs=(
            NewNeed(
                "reinforcement",
                "nights",
                days[0],
                ends_on=days[-1] + timedelta(days=1),
                watches=watches,
            ),
        ),
        commune_id=desk.commune_id,
        urgency="planned",
        prescription="none",
        informed_by="",
        agreement="",
        gp_wish="none",
        establishment=card.house,
        establishment_address="12 allée des Exemples",
        note="Code de la porte de nuit auprès de l’infirmière coordinatrice.",
        synthetic=True,
    )
