"""Who pays what of a shared post."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from maillon.engines.pooling.model import Site

__all__ = ["KEYS", "Share", "shares"]

KEYS: Final = ("hours", "population", "equal")
CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """A site's part: of one, and in euros to the cent."""

    site: str
    part: Decimal
    euros: Decimal


def shares(sites: Sequence[Site], key: str, cost: Decimal) -> tuple[Share, ...]:
    """Divide a cost in euros by hours, by population or equally; the shares add up to the cent.

    Largest remainder (Hamilton): each gets its whole cents, the cents left go to the largest
    remainders, in order of codes where they are equal. Raises ``ValueError`` for an unknown key,
    no site, a cost that is negative or finer than a cent, or a population nobody said.
    """
    if key not in KEYS or not sites or cost < 0 or cost != cost.quantize(CENT):
        raise ValueError("a key, a cost to the cent and at least one site are needed")
    weights = [_weight(one, key) for one in sites]
    whole = sum(weights, Decimal(0))
    exact = [cost * weight / whole for weight in weights]
    floors = [one.quantize(CENT, ROUND_FLOOR) for one in exact]
    left = int((cost - sum(floors, Decimal(0))) / CENT)
    places = range(len(sites))
    order = sorted(places, key=lambda place: (floors[place] - exact[place], sites[place].code))
    more = set(order[:left])
    return tuple(
        Share(sites[place].code, weights[place] / whole, floors[place] + CENT * (place in more))
        for place in places
    )


def _weight(site: Site, key: str) -> Decimal:
    if key == "hours":
        return site.hours
    if key == "equal":
        return Decimal(1)
    if not site.population:
        raise ValueError(f"{site.code}: its population is not known")
    return Decimal(site.population)
