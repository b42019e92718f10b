"""Houses that call for themselves: several carers for several nights, drawn on a stream of
their own, so that every other call of the seed stays what it was."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from maillon.apps.desk.actions import NewNeed, NewRequest, NewRequester, NewWatch
from maillon.project.simulation.draws import Draws

__all__ = ["asked_by_house"]

EVENING: Final = time(20)
MORNING: Final = time(8)
SIZES: Final = ((1, 2), (2, 1), (2, 2), (2, 2), (3, 1), (3, 2))  # nights, carers a night
WAITS: Final = (0, 1, 1, 2, 3)  # days before the first night


def asked_by_house(
    plain: NewRequest, number: int, at: datetime, timezone: str, draws: Draws
) -> NewRequest:
    """The same call, from the same commune, for a house and its nights."""
    draw, zone = draws.of("house", number), ZoneInfo(timezone)
    (nights, seats), wait = draw.choice(SIZES), draw.choice(WAITS)
    first = at.astimezone(zone).date() + timedelta(days=wait)
    evenings = [first + timedelta(days=night) for night in range(nights)]

    def wall(day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=zone).astimezone(at.tzinfo)

    need = NewNeed(
        "reinforcement", "nights", first, ends_on=evenings[-1] + timedelta(days=1),
        watches=tuple(
            NewWatch(wall(day, EVENING), wall(day + timedelta(days=1), MORNING), seats)
            for day in evenings
        ),
    )  # fmt: skip
    house = f"Maison simulée {number}"
    asks = NewRequester("ehpad", plain.requester.name, house=house, phone=plain.requester.phone)
    return replace(
        plain, requester=asks, needs=(need,), urgency="planned", prescription="none", person=None,
        establishment=house, usual=(),
    )  # fmt: skip
