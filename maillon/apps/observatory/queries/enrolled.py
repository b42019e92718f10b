"""Share of carers enrolled and white zones: per commune of a desk, for one profession.

Professionals are counted, whom the public register names; no person, so nothing is masked.
"""

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import shapely
from django.db.models import Count, Max, Q

from maillon.apps.desk.models import DeskCommune
from maillon.apps.directory.geography.contours import contours
from maillon.apps.directory.models import Commune, PractitionerRole
from maillon.apps.directory.queries import residents
from maillon.apps.observatory.access import require_reader
from maillon.engines.dispatch.indexing import index
from maillon.kernel.access import Viewer

__all__ = ["CommuneRow", "Enrolled", "enrolled", "outline"]

LIBERAL = ("L", "")  # the register leaves it empty for some
SIMPLER = 0.0003  # degrees: a commune keeps its shape on a map of its département


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune. ``share`` is ``None`` where the register knows nobody there.

    ``known``: professionals of the register who practise there; ``enrolled``: those of them the
    desk may ask; ``covering``: whoever may be asked for this commune, wherever she practises.
    """

    insee: str
    name: str
    population: int | None
    known: int
    enrolled: int
    covering: int

    @property
    def share(self) -> float | None:
        return self.enrolled / self.known if self.known else None

    @property
    def white(self) -> bool:
        """Nobody to ask here."""
        return self.covering == 0


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The communes of a desk, by name; ``as_of``: the date of the register, where it is known."""

    desk: str
    desk_id: UUID
    rows: tuple[CommuneRow, ...]
    as_of: date | None
    synthetic: bool

    @property
    def known(self) -> int:
        return sum(row.known for row in self.rows)

    @property
    def enrolled(self) -> int:
        return sum(row.enrolled for row in self.rows)

    @property
    def share(self) -> float | None:
        return self.enrolled / self.known if self.known else None

    @property
    def white(self) -> tuple[CommuneRow, ...]:
        return tuple(row for row in self.rows if row.white)


def enrolled(viewer: Viewer, desk_id: UUID | None, profession: str) -> Enrolled:
    """Who is enrolled where; raises ``NotFound`` for whoever reads no figures of this desk."""
    desk = require_reader(viewer, desk_id).desk
    codes = list(DeskCommune.objects.filter(desk=desk).values_list("commune_id", flat=True))
    roles = PractitionerRole.objects.filter(
        commune_id__in=codes, profession=profession, mode__in=LIBERAL, ended_on=None
    )
    askable = Q(responder__enrolled_at__isnull=False, responder__opted_out_at=None)
    known = _counted(roles)
    hers = _counted(roles.filter(askable))
    covering = _covering(viewer, codes, profession)
    communes = Commune.objects.filter(pk__in=codes).order_by("folded_name")
    return Enrolled(
        desk=desk.name,
        desk_id=desk.pk,
        rows=tuple(
            CommuneRow(
                one.pk, one.name, one.population,
                known.get(one.pk, 0), hers.get(one.pk, 0), covering.get(one.pk, 0),
            )
            for one in communes
        ),
        as_of=roles.aggregate(day=Max("as_of"))["day"],
        synthetic=desk.synthetic,
    )  # fmt: skip


def _counted(roles: Any) -> dict[str, int]:
    """Professionals per commune; one who practises at two sites of a commune counts once."""
    counted = roles.values_list("commune_id").annotate(n=Count("practitioner", distinct=True))
    return dict(counted)


def _covering(viewer: Viewer, codes: Collection[str], profession: str) -> dict[str, int]:
    """Who may be asked for each commune, in the index that ranks them."""
    if not codes:
        return {}
    counted = index(residents(viewer, enrolled_in=codes)).covering(frozenset({profession}))
    return {code: counted[code][0] for code in codes if code in counted}


def outline(rows: Iterable[CommuneRow]) -> dict[str, Any]:
    """The same rows as a GeoJSON of contours; a commune without a contour is left to the table."""
    by_code = {row.insee: row for row in rows}
    shapes = _shapes(frozenset(by_code))
    features = [_feature(by_code[insee], shape) for insee, shape in shapes]
    return {"type": "FeatureCollection", "features": features}


@functools.lru_cache(maxsize=32)
def _shapes(codes: frozenset[str]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Contours read once per desk: the file of all France is long to go through."""
    found = contours(codes)
    return tuple(
        (insee, shapely.geometry.mapping(found[insee].simplify(SIMPLER))) for insee in sorted(found)
    )


def _feature(row: CommuneRow, shape: dict[str, Any]) -> dict[str, Any]:
    share = -1 if row.share is None else round(row.share, 3)
    told = {"name": row.name, "share": share, "white": row.white, "known": row.known,
            "enrolled": row.enrolled, "covering": row.covering}  # fmt: skip
    return {"type": "Feature", "properties": told, "geometry": shape}
