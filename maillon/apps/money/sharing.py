"""A sum shared by weights, exact to the cent. Pure.

Each part is cut down to the cent; the cents that are left go one by one to the parts that lost
most by the cut; where they lost the same, in the order given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final
from uuid import UUID

__all__ = ["Part", "Weightless", "share"]

CENT: Final = Decimal("0.01")


class Weightless(Exception):
    """No weight at all: nothing says who gets what."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its weight of all the weights, the sum cut to the cent, and whether it got one of
    the cents left.
    """

    member: UUID
    weight: Decimal
    of: Decimal
    cut: Decimal
    extra: bool

    @property
    def euros(self) -> Decimal:
        """What this part is."""
        return self.cut + CENT if self.extra else self.cut


def share(euros: Decimal, weights: Sequence[tuple[UUID, Decimal]]) -> tuple[Part, ...]:
    """The parts of a sum, in the order of the weights; together they are the sum.

    Raises ``Weightless`` where the weights add up to nothing.
    """
    whole = sum((weight for _, weight in weights), Decimal(0))
    if whole <= 0:
        raise Weightless
    cents = Fraction(euros * 100)
    exact = [cents * Fraction(weight) / Fraction(whole) for _, weight in weights]
    cut = [floor(one) for one in exact]
    left = int(cents) - sum(cut)
    order = sorted(range(len(exact)), key=lambda place: (cut[place] - exact[place], place))
    lucky = set(order[:left])
    return tuple(
        Part(member, weight, whole, Decimal(cut[place]) / 100, place in lucky)
        for place, (member, weight) in enumerate(weights)
    )
