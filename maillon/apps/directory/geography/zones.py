"""From a declared zone to communes: a list, a radius round a point, or a drawn contour."""

from collections.abc import Iterable
from math import cos, radians
from typing import Any, Final

import shapely
import shapely.geometry
from django.db.models import QuerySet
from shapely.geometry.base import BaseGeometry

from maillon.apps.directory.geography.contours import contours
from maillon.apps.directory.models import Commune, CoverageArea, FormerCommune
from maillon.engines.common import haversine_km
from maillon.errors import Refused

__all__ = ["covered_communes", "within"]

MAX_COMMUNES: Final = 1500
MAX_RADIUS_KM: Final = 150
NEAREST_KM: Final = 15  # a small circle may hold no central point: its nearest commune counts
KM_PER_DEGREE: Final = 111.2
# A drawn line that grazes a commune does not cover it.
SHARE_OF_COMMUNE: Final = 0.01
SHARE_OF_SHAPE: Final = 0.10
PAD_DEGREES: Final = 0.4  # no commune's edge is farther than this from its point
CITIES: Final = {"13": "13055", "69": "69123", "75": "75056"}  # those made of arrondissements


def covered_communes(kind: str, shape: dict[str, Any]) -> set[str]:
    """Codes of the communes that the declared zone covers, arrondissements included.

    Raises ``Refused``: ``coverage_kind_unknown``, ``coverage_communes_unknown``,
    ``coverage_radius_wrong``, ``coverage_polygon_wrong``, ``coverage_empty``,
    ``coverage_too_large``.
    """
    resolvers = {
        CoverageArea.Kind.COMMUNES: _listed,
        CoverageArea.Kind.RADIUS: _around,
        CoverageArea.Kind.POLYGON: _drawn,
    }
    if kind not in CoverageArea.Kind.values:
        raise Refused("coverage_kind_unknown")
    found = _with_arrondissements(resolvers[CoverageArea.Kind(kind)](shape))
    if not found:
        raise Refused("coverage_empty")
    if len(found) > MAX_COMMUNES:
        raise Refused("coverage_too_large", count=len(found), limit=MAX_COMMUNES)
    return found


def _with_arrondissements(found: set[str]) -> set[str]:
    split = [departement for departement, city in CITIES.items() if city in found]
    if not split:
        return found
    parts = Commune.objects.filter(kind="ARM", departement__in=split)
    return found | set(parts.values_list("pk", flat=True))


def _listed(shape: dict[str, Any]) -> set[str]:
    asked = shape.get("communes")
    if not isinstance(asked, list | tuple) or not asked:
        raise Refused("coverage_empty")
    codes = {str(code).strip().upper() for code in asked}
    found = set(Commune.objects.filter(pk__in=codes).values_list("pk", flat=True))
    merged = dict(
        FormerCommune.objects.filter(pk__in=codes - found).values_list("pk", "commune_id")
    )
    unknown = codes - found - merged.keys()
    if unknown:
        raise Refused("coverage_communes_unknown", codes=", ".join(sorted(unknown)[:10]))
    return found | set(merged.values())


def _around(shape: dict[str, Any]) -> set[str]:
    try:
        lon, lat, km = (float(shape[name]) for name in ("lon", "lat", "km"))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("coverage_radius_wrong", limit=MAX_RADIUS_KM) from error
    if not (0 < km <= MAX_RADIUS_KM and -180 <= lon <= 180 and -90 < lat < 90):
        raise Refused("coverage_radius_wrong", limit=MAX_RADIUS_KM)
    inside = within(lon, lat, max(km, NEAREST_KM))
    nearest = set(sorted(inside, key=inside.__getitem__)[:1])
    return nearest | {insee for insee, away in inside.items() if away <= km}


def within(lon: float, lat: float, km: float) -> dict[str, float]:
    """Communes whose point lies within ``km``, and how many kilometres away."""
    tall = km / KM_PER_DEGREE
    wide = tall / max(0.01, cos(radians(lat)))
    box = _points_in(lon - wide, lat - tall, lon + wide, lat + tall)
    away = {pk: haversine_km(lon, lat, x, y) for pk, x, y in box}
    return {pk: distance for pk, distance in away.items() if distance <= km}


def _points_in(
    west: float, south: float, east: float, north: float
) -> "QuerySet[Commune, tuple[str, float, float]]":
    return Commune.objects.filter(
        longitude__range=(west, east), latitude__range=(south, north)
    ).values_list("pk", "longitude", "latitude")  # type: ignore[return-value]


def _drawn(shape: dict[str, Any]) -> set[str]:
    drawn = _polygon(shape)
    west, south, east, north = drawn.bounds
    pad = PAD_DEGREES
    points = {
        pk: (x, y) for pk, x, y in _points_in(west - pad, south - pad, east + pad, north + pad)
    }
    shapes = contours(points)
    bare = (pk for pk in points if pk not in shapes)
    by_point = {pk for pk in bare if drawn.contains(shapely.Point(points[pk]))}
    return by_point | set(_crossed(drawn, shapes.items()))


def _crossed(drawn: BaseGeometry, shapes: Iterable[tuple[str, BaseGeometry]]) -> Iterable[str]:
    shapely.prepare(drawn)
    for insee, commune in shapes:
        if not drawn.intersects(commune):
            continue
        shared = drawn.intersection(commune).area
        if shared >= SHARE_OF_COMMUNE * commune.area or shared >= SHARE_OF_SHAPE * drawn.area:
            yield insee


def _polygon(shape: dict[str, Any]) -> BaseGeometry:
    try:
        drawn = shapely.geometry.shape(shape.get("geometry") or shape)
        reason = shapely.is_valid_reason(drawn)
    except Exception as error:  # shapely raises whatever its parts raise on a broken shape
        raise Refused("coverage_polygon_wrong", why="ses points manquent") from error
    if drawn.geom_type not in ("Polygon", "MultiPolygon") or drawn.is_empty:
        raise Refused("coverage_polygon_wrong", why="ce n’est pas une surface")
    if reason != "Valid Geometry":
        raise Refused("coverage_polygon_wrong", why="son trait se croise")
    west, south, east, north = drawn.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise Refused("coverage_polygon_wrong", why="il n’est pas sur la Terre")
    if east - west > 10 or north - south > 10:
        raise Refused("coverage_polygon_wrong", why="il est plus grand qu’une région")
    return drawn
