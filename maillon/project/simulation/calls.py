"""Callers: who calls when, for whom, for what; drawn before the week begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from maillon.apps.care.actions import NewPerson
from maillon.apps.desk.actions import NewNeed, NewRequest, NewRequester
from maillon.apps.desk.vocabulary import NEEDS
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.houses import asked_by_house
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.world import Carer, World

__all__ = ["Call", "all_calls"]

KINDS: Final[Mapping[str, float]] = {
    "hospital": 44, "emergency": 12, "gp": 14, "social": 8, "ehpad": 6, "laboratory": 8,
    "relative": 6, "person": 2,
}  # fmt: skip
PARTS: Final[Mapping[str, float]] = {"": 30, "morning": 45, "noon": 10, "evening": 15}
WAITS: Final[Mapping[str, tuple[int, int]]] = {
    "immediate": (0, 0), "today": (0, 0), "within_48h": (1, 1), "planned": (2, 6),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its number, its moment, what is told, and who usually cares for the person."""

    number: int
    at: datetime
    new: NewRequest
    usual: frozenset[int]

    @property
    def seats(self) -> tuple[int, ...]:
        """How many carers each night of a house; nothing for the care of a person."""
        return tuple(watch.seats for need in self.new.needs for watch in need.watches)


def all_calls(shape: Shape, world: World, draws: Draws, start: datetime) -> list[Call]:
    """The week's calls, in order; more in the morning, a few at night, fewer at week-ends."""
    zone = ZoneInfo(shape.timezone)
    moments = sorted(_moment(n, shape, draws, start, zone) for n in range(shape.requests))
    return [_call(number, at, shape, world, draws) for number, at in enumerate(moments)]


def _moment(number: int, shape: Shape, draws: Draws, start: datetime, zone: ZoneInfo) -> datetime:
    draw = draws.of("call", number)
    days = [d for d in range(shape.days) if shape.hours.get(str((start.weekday() + d) % 7))]
    spans = {day: shape.hours[str((start.weekday() + day) % 7)] for day in days}
    day = draw.choices(days, [3 if day < 5 else 1 for day in days])[0]
    opens, closes = _minute(spans[day][0][0]), _minute(spans[day][-1][1])
    minute = draw.triangular(opens, closes, opens + (closes - opens) / 5)
    if draw.random() < 0.03:
        minute = draw.uniform(0, 1439)
    that_day = (start.astimezone(zone) + timedelta(days=day)).date()
    wall = time(int(minute) // 60, int(minute) % 60, draw.randrange(60))
    return datetime.combine(that_day, wall, tzinfo=zone).astimezone(start.tzinfo)


def _minute(wall: str) -> int:
    hour, minute = wall.split(":")
    return min(1439, int(hour) * 60 + int(minute))


def _call(number: int, at: datetime, shape: Shape, world: World, draws: Draws) -> Call:
    draw = draws.of("told", number)
    urgency = draws.among(shape.urgencies, "urgency", number)
    codes = {draws.among(shape.needs, "need", number)}
    if draw.random() < 0.12:
        codes.add(draws.among(shape.needs, "second need", number))
    low, high = WAITS[urgency]
    starts_on = (at + timedelta(days=draw.randint(low, high))).date()
    commune = draw.choice(world.communes)
    usual = _usual(min(codes), commune.pk, world, draws, number)
    new = NewRequest(
        desk_id=world.desk.pk,
        requester=NewRequester(
            kind=draws.among(KINDS, "caller", number), name=f"Appelant {number % 20}",
            phone=f"+336399800{number % 20:02d}" if draw.random() < 0.3 else "",
        ),
        needs=tuple(_need(code, starts_on, shape, draws, number) for code in sorted(codes)),
        commune_id=commune.pk,
        urgency=urgency,
        prescription="held",
        informed_by="requester",
        agreement=draw.choices(("agreed", "unable", "objected"), (0.94, 0.05, 0.01))[0],
        gp_wish="none",
        person=NewPerson(f"Personne {number}", "Simulée", "1941-05-04", commune_id=commune.pk),
        usual=tuple(carer.responder.pk for carer in usual),
        synthetic=True,
    )  # fmt: skip
    if draws.chance(shape.houses, "is a house", number):
        new, usual = asked_by_house(new, number, at, shape.timezone, draws), ()
    return Call(number, at, new, frozenset(carer.number for carer in usual))


def _need(code: str, starts_on: date, shape: Shape, draws: Draws, number: int) -> NewNeed:
    part = draws.among(PARTS, "part", number, code) if shape.tells_hours else ""
    return NewNeed(code, "daily", starts_on, part_of_day=part)


def _usual(code: str, commune: str, world: World, draws: Draws, number: int) -> tuple[Carer, ...]:
    """Nearly one person in two already has her carer."""
    able = [
        carer
        for carer in world.carers
        if carer.responder.profession in NEEDS[code].professions and commune in carer.covers
    ]
    draw = draws.of("usual", number)
    return (draw.choice(able),) if able and draw.random() < 0.45 else ()
