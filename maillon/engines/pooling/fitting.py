"""The week of a group: who is visited when, with the fewest minutes on the road."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from maillon.engines.pooling.model import DAYS, Rules, Site, half_days, leg

__all__ = ["Timetable", "Visit", "timetable"]

NOBODY: Final = -1
Day = tuple[int, int]  # who has the morning, who has the afternoon: places in the sequence of sites
State = tuple[int, ...]  # half-days that each site still has to receive
Best = tuple[int, tuple[Day, ...]]


@dataclass(frozen=True, slots=True)
class Visit:
    """A presence at a site: the day (0 is Monday), its half-days (0 morning, 1 afternoon)."""

    day: int
    site: str
    halves: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """A week: visits in order, minutes and kilometres driven between two sites of one day."""

    visits: tuple[Visit, ...]
    minutes: int
    km: float


def timetable(sites: Sequence[Site], rules: Rules) -> Timetable | None:
    """The week with the fewest minutes on the road, ``None`` where there is none.

    Drives from and to home are not known and not counted. Among equal weeks the first in order
    of days and sites. Group limits (hours, number, distance) are ``explaining``'s.
    """
    options = _options(sites, rules)
    best: dict[State, Best] = {tuple(half_days(one, rules) for one in sites): (0, ())}
    for day in range(DAYS):
        best = _after(best, [(o, minutes) for o, minutes in options if _open(o, day, sites)])
    found = best.get((0,) * len(sites))
    return None if found is None else _told(sites, found)


def _after(best: dict[State, Best], options: Sequence[tuple[Day, int]]) -> dict[State, Best]:
    """The cheapest way to every state reachable with one more day."""
    reached: dict[State, Best] = {}
    for state, (spent, days) in best.items():
        for option, minutes in options:
            left = _given(state, option)
            if left is not None and (left not in reached or spent + minutes < reached[left][0]):
                reached[left] = (spent + minutes, (*days, option))
    return reached


def _given(state: State, option: Day) -> State | None:
    left = list(state)
    for place in option:
        if place != NOBODY:
            left[place] -= 1
            if left[place] < 0:
                return None
    return tuple(left)


def _options(sites: Sequence[Site], rules: Rules) -> list[tuple[Day, int]]:
    """Every way to fill a day, and its minutes on the road. Which of two comes first in the day
    changes nothing: the first in order has the morning.
    """
    places = range(len(sites))
    short = [place for place in places if _long_enough(sites[place], 1, rules)]
    whole = [place for place in places if _long_enough(sites[place], 2, rules)]
    pairs = ((pair, leg(sites[pair[0]], sites[pair[1]]).minutes)
             for pair in combinations(short, 2))  # fmt: skip
    return [
        *(((place, place), 0) for place in whole),
        *(((place, NOBODY), 0) for place in short),
        *pairs,
        ((NOBODY, NOBODY), 0),
    ]


def _long_enough(site: Site, halves: int, rules: Rules) -> bool:
    """Whether a visit of so many half-days is worth it; never more half-days than it needs."""
    needed = half_days(site, rules)
    hours = Fraction(site.hours) * halves / needed
    return halves <= needed and hours >= Fraction(site.least_visit)


def _open(option: Day, day: int, sites: Sequence[Site]) -> bool:
    return all(place == NOBODY or day in sites[place].days for place in option)


def _told(sites: Sequence[Site], found: Best) -> Timetable:
    minutes, days = found
    roads = [leg(sites[a], sites[b]).km for a, b in days if a != b and NOBODY not in (a, b)]
    visits = tuple(
        visit for day, option in enumerate(days) for visit in _visits(day, option, sites)
    )
    return Timetable(visits, minutes, sum(roads))


def _visits(day: int, option: Day, sites: Sequence[Site]) -> Iterator[Visit]:
    for place in dict.fromkeys(option):
        if place != NOBODY:
            halves = tuple(half for half, one in enumerate(option) if one == place)
            yield Visit(day, sites[place].code, halves)
