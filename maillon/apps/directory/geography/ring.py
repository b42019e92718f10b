"""The ring of communes that surround a zone."""

from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from maillon.apps.directory.geography.files import neighbours
from maillon.apps.directory.geography.zones import CITIES, within
from maillon.apps.directory.models import Commune
from maillon.engines.common import haversine_km

__all__ = ["ring"]

NEAR_KM: Final = 10  # where there is no contour to tell who touches whom
BOX_DEGREES: Final = 0.2


def ring(covered: set[str]) -> set[str]:
    """Communes in force that share a border with the covered ones, these left out.

    Where a commune has no contour, those within 10 km of its point stand for its neighbours, and
    where it has no point either, those of its postal codes; a city made of arrondissements is
    near each of them.
    """
    touching = neighbours()
    found = {near for insee in covered for near in touching.get(insee, ())}
    found.update(_near_bare({insee for insee in covered if insee not in touching}))
    found.update(_bare_near(covered))
    found.update(_same_post(covered))
    found.update(
        Commune.objects.filter(kind="COM", pk__in=CITIES.values(), departement__in=_split(covered))
        .order_by()
        .values_list("pk", flat=True)
    )
    return set(Commune.objects.filter(pk__in=found - covered).values_list("pk", flat=True))


def _split(covered: set[str]) -> set[str]:
    arrondissements = Commune.objects.filter(kind="ARM", pk__in=covered)
    return set(arrondissements.values_list("departement", flat=True))


def _near_bare(bare: set[str]) -> Iterator[str]:
    """What lies near a covered commune that has no contour."""
    for _, lon, lat in _points(Commune.objects.filter(pk__in=bare)):
        yield from within(lon, lat, NEAR_KM)


def _bare_near(covered: set[str]) -> Iterator[str]:
    """Communes without contour that lie near a covered one."""
    points = list(_points(Commune.objects.filter(pk__in=covered)))
    if not points:
        return
    lons, lats = [lon for _, lon, _ in points], [lat for _, _, lat in points]
    box = Commune.objects.filter(
        longitude__range=(min(lons) - BOX_DEGREES, max(lons) + BOX_DEGREES),
        latitude__range=(min(lats) - BOX_DEGREES, max(lats) + BOX_DEGREES),
    )
    touching = neighbours()
    for insee, lon, lat in _points(box):
        if insee not in touching and any(
            haversine_km(lon, lat, x, y) <= NEAR_KM for _, x, y in points
        ):
            yield insee


def _same_post(covered: set[str]) -> Iterator[str]:
    """Around the hundred communes without contour nor point: who shares a postal code."""
    nowhere = dict(Commune.objects.filter(longitude=None).values_list("pk", "postal_codes"))
    if not nowhere:
        return
    rows = Commune.objects.filter(pk__in=covered).values_list("postal_codes", flat=True)
    posts = {code for codes in rows for code in codes.split()}
    yield from (pk for pk, codes in nowhere.items() if not posts.isdisjoint(codes.split()))
    for pk in covered & nowhere.keys():
        for code in nowhere[pk].split():
            served = Commune.objects.filter(postal_codes__contains=code)
            yield from served.values_list("pk", flat=True)


def _points(communes: "QuerySet[Commune]") -> Iterator[tuple[str, float, float]]:
    known = communes.filter(longitude__isnull=False, latitude__isnull=False)
    yield from known.values_list("pk", "longitude", "latitude")  # type: ignore[misc]
