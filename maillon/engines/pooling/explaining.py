"""Why a group cannot share a post: the limits that block, as few as tell it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from maillon.engines.common import Datum
from maillon.engines.pooling.fitting import timetable
from maillon.engines.pooling.model import DAYS, HALVES, Rules, Site, half_days, leg

__all__ = ["Block", "Infeasible", "explain"]


@dataclass(frozen=True, slots=True)
class Block:
    """One limit in the way: ``size``, ``hours``, ``half_days``, ``travel``, ``days`` or
    ``presence``; the sites it holds, and the figures its sentence needs.
    """

    code: str
    sites: tuple[str, ...]
    data: Mapping[str, Datum] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Infeasible:
    """Why not. Each of ``must`` blocks whatever becomes of the others; where there is none, to
    lift all the limits of any one line of ``either`` is enough, and no fewer limits are.
    """

    must: tuple[Block, ...] = ()
    either: tuple[tuple[Block, ...], ...] = ()


def explain(sites: Sequence[Site], rules: Rules) -> Infeasible | None:
    """Why these sites cannot share a post under these rules; ``None`` where they can."""
    must = tuple(_must(sites, rules))
    if must:
        return Infeasible(must)
    if timetable(sites, rules) is not None:
        return None
    return Infeasible(either=_either(sites, rules))


def _must(sites: Sequence[Site], rules: Rules) -> Iterator[Block]:
    """Limits of the group that no arrangement of the week can help."""
    codes = tuple(one.code for one in sites)
    if len(sites) > rules.most_sites:
        yield Block("size", codes, {"sites": len(sites), "most": rules.most_sites})
    hours = sum((one.hours for one in sites), Decimal(0))
    needed = sum(half_days(one, rules) for one in sites)
    if hours > rules.week_hours:
        yield Block("hours", codes, {"hours": hours, "most": rules.week_hours})
    elif needed > HALVES:
        yield Block("half_days", codes, {"half_days": needed, "most": HALVES})
    for one, other in combinations(sites, 2):
        minutes, most = leg(one, other).minutes, min(one.most_minutes, other.most_minutes)
        if minutes > most:
            yield Block("travel", (one.code, other.code), {"minutes": minutes, "most": most})


def _either(sites: Sequence[Site], rules: Rules) -> tuple[tuple[Block, ...], ...]:
    """The smallest sets of limits (days and presence of a site) whose lifting gives a week."""
    limits = [(code, place) for place in range(len(sites)) for code in ("days", "presence")]
    for count in range(1, len(limits) + 1):
        found = tuple(
            tuple(_block(sites[place], code) for code, place in lifted)
            for lifted in combinations(limits, count)
            if timetable(_without(sites, lifted), rules) is not None
        )
        if found:
            return found
    return ()


def _without(sites: Sequence[Site], lifted: Sequence[tuple[str, int]]) -> list[Site]:
    """The same sites without these limits."""
    freed = list(sites)
    for code, place in lifted:
        one = freed[place]
        freed[place] = (
            replace(one, days=frozenset(range(DAYS)))
            if code == "days"
            else replace(one, least_visit=Decimal(0))
        )
    return freed


def _block(site: Site, code: str) -> Block:
    figures: Mapping[str, Datum] = (
        {"days": len(site.days)} if code == "days" else {"least_visit": site.least_visit}
    )
    return Block(code, (site.code,), figures)
