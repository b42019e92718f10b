"""Declaring the ground a responder covers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.directory import access
from maillon.apps.directory.geography.ring import ring
from maillon.apps.directory.geography.zones import covered_communes
from maillon.apps.directory.models import CoverageArea, CoverageCommune
from maillon.apps.directory.origins import origin_of
from maillon.kernel.access import Viewer

__all__ = ["declare_coverage"]


def declare_coverage(
    *, responder_id: UUID, kind: str, shape: dict[str, Any], by: Viewer, now: datetime
) -> UUID:
    """Replace the zone of a responder; returns the id of the new area.

    ``shape`` is ``{"communes": [INSEE…]}``, ``{"lon", "lat", "km"}`` or a GeoJSON polygon,
    resolved here to communes and to the ring of their neighbours. Raises ``NotFound`` and the
    ``Refused`` codes of ``geography.zones.covered_communes``; the old zone then stands.
    """
    with transaction.atomic():
        responder = access.reachable(by, responder_id)
        covered = covered_communes(kind, shape)
        responder.coverage.all().delete()
        area = CoverageArea.objects.create(
            responder=responder,
            kind=kind,
            shape=shape,
            declared_at=now,
            origin=origin_of(by, responder_id),
        )
        _lay(area, covered, near=False)
        _lay(area, ring(covered), near=True)
    return area.pk


def _lay(area: CoverageArea, communes: set[str], *, near: bool) -> None:
    CoverageCommune.objects.bulk_create(
        CoverageCommune(area=area, responder_id=area.responder_id, commune_id=insee, near=near)
        for insee in sorted(communes)
    )
