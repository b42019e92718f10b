"""Contours of communes as shapely polygons, decoded only for the communes asked for."""

import json
from collections.abc import Iterable
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from maillon.apps.directory.geography.files import contour_lines

__all__ = ["contours"]

QUANTUM = 1e-4  # degrees per unit of the file


def contours(wanted: Iterable[str]) -> dict[str, BaseGeometry]:
    """The contour, in degrees, of each wanted commune that has one."""
    return {insee: _decoded(line) for insee, line in contour_lines(frozenset(wanted))}


def _decoded(line: str) -> BaseGeometry:
    _, polygons = json.loads(line)
    parts = [shapely.Polygon(_ring(rings[0]), [_ring(r) for r in rings[1:]]) for rings in polygons]
    return shapely.make_valid(shapely.MultiPolygon(parts))


def _ring(deltas: list[int]) -> list[tuple[float, float]]:
    x = y = 0
    points: list[tuple[float, float]] = []
    steps: Any = iter(deltas)
    for dx, dy in zip(steps, steps, strict=True):
        x, y = x + dx, y + dy
        points.append((x * QUANTUM, y * QUANTUM))
    return points
