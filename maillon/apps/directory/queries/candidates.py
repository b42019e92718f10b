"""Who could be asked: the preselection, in SQL over the rows of resolved zones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.kernel.access import Viewer

__all__ = ["ResponderFacts", "candidates"]

COLUMNS = (
    "pk", "kind", "name", "practitioner_role_id", "practitioner_role__practitioner_id",
    "profession", "takes", "commune_id", "commune__name", "commune__longitude",
    "commune__latitude", "availability", "availability_declared_at", "weekly_capacity",
    "live_limit", "paused_until", "opted_out_at", "sms_ok", "phone_index",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResponderFacts:
    """One responder, as plain facts for the ranking; degrees in WGS 84."""

    id: UUID
    kind: str
    name: str
    role_id: UUID | None
    practitioner_id: UUID | None
    profession: str
    takes: frozenset[str] | None
    covers_commune: bool
    covers_neighbour: bool
    commune: str | None
    commune_name: str
    lon: float | None
    lat: float | None
    availability: str
    availability_declared_at: datetime | None
    weekly_capacity: int
    live_limit: int
    paused_until: datetime | None
    opted_out: bool
    sms_ok: bool


def candidates(
    viewer: Viewer,
    *,
    professions: Iterable[str],
    commune: str,
    also: Iterable[UUID] = (),
) -> tuple[ResponderFacts, ...]:
    """Responders of these professions whose zone covers the commune or lies next to it.

    ``also`` adds responders wherever they work and whatever they do: usual carers, those the
    person chose, those of whom « why not her? » is asked. Those whose role has ended are left
    out. Two queries; ordered by id.
    """
    wanted, named = set(professions), set(also)
    zone = _zone(commune) if wanted else _zone(commune, only=named)
    # Ids in hand, and professions compared here: asked in one statement, SQLite starts from the
    # index of professions, PostgreSQL reads every responder (docs/dev/bench.md).
    rows = (
        Responder.objects.filter(pk__in=named | zone.keys(), practitioner_role__ended_on=None)
        .order_by("pk")
        .values(*COLUMNS)
    )
    kept = (row for row in rows if row["pk"] in named or row["profession"] in wanted)
    return tuple(_facts(row, zone.get(row["pk"])) for row in kept)


def _zone(commune: str, only: Iterable[UUID] | None = None) -> dict[UUID, bool]:
    """Who has the commune in her zone (true) or in the ring around it (false)."""
    laid = CoverageCommune.objects.filter(commune=commune)
    if only is not None:
        laid = laid.filter(responder__in=only)
    found: dict[UUID, bool] = {}
    for responder, near in laid.values_list("responder_id", "near"):
        found[responder] = found.get(responder, False) or not near
    return found


def _facts(row: dict[str, Any], covers: bool | None) -> ResponderFacts:
    takes = row["takes"]
    return ResponderFacts(
        id=row["pk"],
        kind=row["kind"],
        name=row["name"],
        role_id=row["practitioner_role_id"],
        practitioner_id=row["practitioner_role__practitioner_id"],
        profession=row["profession"],
        takes=None if takes is None else frozenset(takes),
        covers_commune=covers is True,
        covers_neighbour=covers is False,
        commune=row["commune_id"],
        commune_name=row["commune__name"] or "",
        lon=row["commune__longitude"],
        lat=row["commune__latitude"],
        availability=row["availability"],
        availability_declared_at=row["availability_declared_at"],
        weekly_capacity=row["weekly_capacity"],
        live_limit=row["live_limit"],
        paused_until=row["paused_until"],
        opted_out=row["opted_out_at"] is not None,
        sms_ok=row["sms_ok"] and bool(row["phone_index"]),
    )
