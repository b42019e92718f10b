"""How evenly something is shared among places declared.

The measure is Gini's coefficient (C. Gini, *Variabilità e mutabilità*, 1912) of what each
declared place received: twice the area between the Lorenz curve (M. O. Lorenz, 1905) and the
diagonal. Carers stand on the curve with as many places as they declared, so that a carer who
offers six places and receives six offers is as well served as one who offers one and receives one.
"""

from collections.abc import Sequence

from maillon.errors import RuleError

__all__ = ["gini"]


def gini(received: Sequence[float], places: Sequence[float]) -> float:
    """From 0, each place received as much as any other, towards 1, one place received all.

    ``received[i]`` went to the carer who declared ``places[i]`` > 0 places; nothing received by
    anybody is perfectly even. Raises RuleError when the lists do not match or a value is out of
    range.
    """
    _check(received, places)
    total, width = sum(received), sum(places)
    if not total:
        return 0.0
    poorest_first = sorted(zip(received, places, strict=True), key=lambda pair: pair[0] / pair[1])
    area = level = 0.0
    for amount, share in poorest_first:
        area += share / width * (2 * level + amount / total)
        level += amount / total
    return max(0.0, 1.0 - area)


def _check(received: Sequence[float], places: Sequence[float]) -> None:
    if len(received) != len(places) or not received:
        raise RuleError("sharing: as many places as carers, at least one")
    if min(received) < 0 or min(places) <= 0:
        raise RuleError("sharing: received is at least 0, places more than 0")
