"""What is asked: sites, what each needs and bears, the road between two of them."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Final

from maillon.engines.common import haversine_km, road_estimate

__all__ = ["DAYS", "HALVES", "Leg", "Rules", "Site", "half_days", "leg"]

DAYS: Final = 5
HALVES: Final = 2 * DAYS


@dataclass(frozen=True, slots=True)
class Site:
    """A structure that looks for a shared post.

    ``hours`` it needs a week; ``days`` on which it can receive; ``least_visit``: the shortest
    presence that is worth a visit, in hours; ``most_minutes``: the longest drive it bears between
    itself and another site of the post. Raises ``ValueError`` for what could never be meant.
    """

    code: str
    hours: Decimal
    days: frozenset[int]
    longitude: float
    latitude: float
    least_visit: Decimal = Decimal(0)
    most_minutes: int = 45
    population: int | None = None

    def __post_init__(self) -> None:
        if self.hours <= 0:
            raise ValueError(f"{self.code}: hours must be positive")
        if not self.days or not self.days <= set(range(DAYS)):
            raise ValueError(f"{self.code}: days are some of 0 to {DAYS - 1}")
        if self.least_visit > self.hours:
            raise ValueError(f"{self.code}: a visit cannot be longer than the week's hours")


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits of one post: hours of a full week, hours of a half-day, sites at most."""

    week_hours: Decimal = Decimal(35)
    half_day_hours: Decimal = Decimal("3.5")
    most_sites: int = 4


@dataclass(frozen=True, slots=True)
class Leg:
    """The road between two sites as estimated: whole minutes, rounded up, and kilometres."""

    minutes: int
    km: float


def half_days(site: Site, rules: Rules) -> int:
    """How many half-days its hours fill; the hours are spread evenly over them."""
    return ceil(site.hours / rules.half_day_hours)


def leg(one: Site, other: Site) -> Leg:
    """The estimated road from one to the other; symmetric."""
    straight = haversine_km(one.longitude, one.latitude, other.longitude, other.latitude)
    found = road_estimate(straight)
    return Leg(ceil(found.minutes), found.km)
