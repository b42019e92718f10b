from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.directory.models import Organization
from maillon.apps.posts import access
from maillon.apps.posts.models import PostWish
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.engines.common import haversine_km
from maillon.engines.pooling import (
    Group,
    Infeasible,
    Pooling,
    Rules,
    Share,
    Site,
    leg,
    propose,
    shares,
)
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["Agreement", "Neighbour", "SharingPage", "Wish", "agreement", "cost_of",
           "shares_of", "sharing_page"]  # fmt: skip

NEAREST: Final = 8  # every group of so few is tried while the page is waited for
FARTHEST_KM: Final = 80
RULES: Final = Rules()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a structure looks for."""

    hours: Decimal
    days: tuple[int, ...]
    least_visit: Decimal
    most_minutes: int
    population: int | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A structure that looks too, and the road to it as estimated."""

    id: UUID
    name: str
    commune: str
    wish: Wish
    minutes: int
    km: float


@dataclass(frozen=True, slots=True)
class SharingPage:
    """With whom a post could be shared. ``wish`` is ``None`` while the structure does not look:
    then nobody is shown. ``placed``: the directory knows where it is.
    """

    card: StructureCard
    wish: Wish | None
    placed: bool
    neighbours: tuple[Neighbour, ...]
    sites: Mapping[str, Site]
    names: Mapping[str, str]
    pooling: Pooling

    def refused(self) -> Sequence[tuple[str, Infeasible]]:
        """Neighbours with whom even two cannot share, by name, and why."""
        return [(self.names[code], why) for code, why in self.pooling.refused]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a draft agreement says: the group, its sites, who pays what if a cost is told."""

    page: SharingPage
    group: Group
    key: str
    cost: Decimal | None
    shares: tuple[Share, ...]


def sharing_page(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> SharingPage:
    """Neighbours that look for a post too, and the groups that fit, for who writes the structure.

    ``NotFound`` for anybody else. A structure sees the others only while it is seen by them.
    """
    access.require_writer(viewer, organization_id)
    card = next(one for one in structures_read(viewer, now=now) if one.id == organization_id)
    rows = PostWish.objects.filter(closed_at=None).select_related("organization__commune")
    mine = rows.filter(organization_id=organization_id).first()
    here = _place(mine.organization) if mine else None
    if mine is None or here is None:
        wish = _wish(mine) if mine else None
        return SharingPage(card, wish, mine is None, (), {}, {}, Pooling((), (), None))
    asking = _site(mine, here)
    near = _near(rows.exclude(organization_id=organization_id), here)
    sites = [_site(one, place) for _, one, place in near]
    neighbours = tuple(
        Neighbour(one.organization_id, one.organization.name, _commune(one.organization),
                  _wish(one), leg(asking, site).minutes, leg(asking, site).km)
        for (_, one, _), site in zip(near, sites, strict=True)
    )  # fmt: skip
    names = {str(one.id): one.name for one in neighbours} | {asking.code: card.name}
    return SharingPage(
        card, _wish(mine), True, neighbours, {one.code: one for one in (asking, *sites)}, names,
        propose(asking, sites, RULES),
    )  # fmt: skip


def agreement(
    viewer: AccountViewer, organization_id: UUID, *, with_: Collection[UUID], key: str,
    full_time: Decimal | None, now: datetime,
) -> Agreement:  # fmt: skip
    """What the draft of a group says; ``NotFound`` where these are not a group that fits."""
    page = sharing_page(viewer, organization_id, now=now)
    wanted = {str(one) for one in with_} | {str(organization_id)}
    group = next((one for one in page.pooling.groups if set(one.sites) == wanted), None)
    if group is None:
        raise NotFound
    cost = cost_of(group, full_time)
    return Agreement(page, group, key, cost, shares_of(page, group, key, full_time))


def cost_of(group: Group, full_time: Decimal | None) -> Decimal | None:
    """What a group's hours cost in a year, from the cost of a full time; ``None`` if not told."""
    if full_time is None:
        return None
    return (full_time * group.hours / RULES.week_hours).quantize(Decimal("0.01"))


def shares_of(
    page: SharingPage, group: Group, key: str, full_time: Decimal | None
) -> tuple[Share, ...]:
    """Who pays what of a group's cost, each a part where no cost is told;
    ``Refused('pool_population')`` where the key asks for patients nobody told.
    """
    sites = [page.sites[code] for code in group.sites]
    return _shares(sites, key, cost_of(group, full_time))


def _shares(sites: Sequence[Site], key: str, cost: Decimal | None) -> tuple[Share, ...]:
    """Who pays what, or with no cost which part; ``Refused('pool_population')``."""
    if key == "population" and not all(one.population for one in sites):
        raise Refused("pool_population")
    return shares(sites, key, cost or Decimal(0))


def _near(
    rows: Collection[PostWish], here: tuple[float, float]
) -> list[tuple[float, PostWish, tuple[float, float]]]:
    """The nearest of those whose place is known, nearest first."""
    placed = [(one, place) for one in rows if (place := _place(one.organization))]
    found = [(haversine_km(*here, *place), one, place) for one, place in placed]
    near = [one for one in found if one[0] <= FARTHEST_KM]
    return sorted(near, key=lambda one: (one[0], str(one[1].organization_id)))[:NEAREST]


def _place(one: Organization) -> tuple[float, float] | None:
    for told in (one, one.commune):
        if told is not None and told.longitude is not None and told.latitude is not None:
            return told.longitude, told.latitude
    return None


def _commune(one: Organization) -> str:
    return one.commune.name if one.commune else ""


def _wish(one: PostWish) -> Wish:
    return Wish(one.hours, tuple(one.days), one.least_visit, one.most_minutes, one.population,
                one.opened_at)  # fmt: skip


def _site(one: PostWish, place: tuple[float, float]) -> Site:
    return Site(
        str(one.organization_id), one.hours, frozenset(one.days), *place, one.least_visit,
        one.most_minutes, one.population,
    )  # fmt: skip
