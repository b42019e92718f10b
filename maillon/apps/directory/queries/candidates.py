"""Who could be asked: the preselection, in SQL over the rows of resolved zones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.kernel.access import Viewer
from maillon.kernel.prepared import Prepared

__all__ = ["ResponderFacts", "candidates"]

COLUMNS = (
    "pk", "profession", "takes", "commune__longitude", "commune__latitude", "availability",
    "availability_declared_at", "weekly_capacity", "live_limit", "paused_until", "opted_out_at",
    "sms_ok", "phone_index", "works",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResponderFacts:
    """One responder, as plain facts for the ranking; degrees in WGS 84."""

    id: UUID
    covers_commune: bool
    covers_neighbour: bool
    profession: str
    takes: frozenset[str] | None
    lon: float | None
    lat: float | None
    availability: str
    availability_declared_at: datetime | None
    weekly_capacity: int
    live_limit: int
    paused_until: datetime | None
    opted_out: bool
    sms_ok: bool
    works: dict[str, list[Any]] | None


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
    out. One query, a second one for whoever of ``also`` the first did not find; ordered by id.
    """
    named = frozenset(also)
    found = _in_zone(commune, frozenset(professions), named)
    if afar := named.difference(found):
        rows = _NAMED.rows(sorted(afar))
        found |= {pk: _facts(pk, False, False, *state) for pk, *state in rows}
    return tuple(found[pk] for pk in sorted(found))


def _in_zone(
    commune: str, professions: Iterable[str], named: Iterable[UUID]
) -> dict[UUID, ResponderFacts]:
    rows = _ZONED.rows(commune, sorted(professions), sorted(named))
    found: dict[UUID, ResponderFacts] = {}
    for near, pk, *state in rows:
        if not (near and pk in found):  # of two zones, the one that covers wins
            found[pk] = _facts(pk, not near, near, *state)
    return found


def _zoned(
    commune: str, professions: Iterable[str], named: Iterable[UUID]
) -> QuerySet[CoverageCommune, Any]:
    """Zones with their responders. The profession is compared as an expression: as a bare
    column, SQLite starts from its index, and the time grows with the country (docs/dev/bench.md).
    """
    return (
        CoverageCommune.objects.filter(responder__practitioner_role__ended_on=None)
        .annotate(trade=Coalesce("responder__profession", Value("")))
        .filter(Q(trade__in=professions) | Q(responder__in=named), commune=commune)
        .values_list("near", *(f"responder__{name}" for name in COLUMNS))
    )


def _named(ids: Iterable[UUID]) -> QuerySet[Responder, Any]:
    living = Responder.objects.filter(practitioner_role__ended_on=None)
    return living.filter(pk__in=ids).values_list(*COLUMNS)


_ZONED: Final = Prepared(_zoned, str, [str], [UUID])
_NAMED: Final = Prepared(_named, [UUID])


def _facts(pk: UUID, covers: bool, beside: bool, *state: Any) -> ResponderFacts:
    profession, takes, lon, lat, said, declared, capacity, limit, paused, *rest = state
    stopped, sms, line, works = rest
    return ResponderFacts(
        pk, covers, beside, profession, None if takes is None else frozenset(takes), lon, lat,
        said, declared, capacity, limit, paused, stopped is not None, sms and bool(line), works,
    )  # fmt: skip
