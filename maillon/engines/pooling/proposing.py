"""The groups that could share a post with one structure, and why the others could not."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from maillon.engines.pooling.explaining import Infeasible, explain
from maillon.engines.pooling.fitting import Timetable, timetable
from maillon.engines.pooling.model import Rules, Site, half_days

__all__ = ["Group", "Pooling", "propose"]


@dataclass(frozen=True, slots=True)
class Group:
    """Sites that can share a post, the first being who asks; its hours and its best week."""

    sites: tuple[str, ...]
    hours: Decimal
    half_days: int
    week: Timetable


@dataclass(frozen=True, slots=True)
class Pooling:
    """Every group that fits, best first; each neighbour who cannot share even alone with who
    asks, and why; why not all those who can, together (``None`` where they can, or are one).
    """

    groups: tuple[Group, ...]
    refused: tuple[tuple[str, Infeasible], ...]
    together: Infeasible | None


def propose(asking: Site, others: Sequence[Site], rules: Rules) -> Pooling:
    """Every group of ``asking`` and at least one other that fits one post.

    The fullest week first, then the fewest minutes on the road, then in order of codes. A group
    larger than one that does not fit is not tried: taking a site away never breaks a week.
    Raises ``ValueError`` where two sites bear one code.
    """
    if len({asking.code, *(one.code for one in others)}) <= len(others):
        raise ValueError("two sites bear the same code")
    ordered = sorted(others, key=lambda one: one.code)
    alone = [(one, explain((asking, one), rules)) for one in ordered]
    able = [one for one, why in alone if why is None]
    fit = _fitting(asking, able, rules)
    groups = sorted((_group((asking, *one), rules) for one in fit), key=_rank)
    return Pooling(
        tuple(groups),
        tuple((one.code, why) for one, why in alone if why is not None),
        explain((asking, *able), rules) if len(able) > 1 else None,
    )


def _fitting(asking: Site, able: Sequence[Site], rules: Rules) -> list[tuple[Site, ...]]:
    """Every set of neighbours that fits, smaller sets before larger ones."""
    known: set[frozenset[str]] = {frozenset({one.code}) for one in able}
    fit: list[tuple[Site, ...]] = [(one,) for one in able]
    for size in range(2, rules.most_sites):
        for chosen in combinations(able, size):
            codes = frozenset(one.code for one in chosen)
            if all(codes - {one} in known for one in codes) and (
                explain((asking, *chosen), rules) is None
            ):
                known.add(codes)
                fit.append(chosen)
    return fit


def _group(sites: tuple[Site, ...], rules: Rules) -> Group:
    week = timetable(sites, rules)
    if week is None:  # pragma: no cover - only groups that fit come here
        raise ValueError("no week")
    return Group(
        tuple(one.code for one in sites),
        sum((one.hours for one in sites), Decimal(0)),
        sum(half_days(one, rules) for one in sites),
        week,
    )


def _rank(one: Group) -> tuple[Decimal, int, tuple[str, ...]]:
    return -one.hours, one.week.minutes, one.sites
