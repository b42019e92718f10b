"""Everybody who could ever be asked, with her zone: what an index in memory is built from."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.engines.dispatch import CandidateFacts, Resident, Works
from maillon.kernel.access import Viewer

__all__ = ["residents", "works_of"]

AT_ONCE: Final = 5_000
STATE: Final = (
    "pk", "profession", "takes", "commune__longitude", "commune__latitude", "availability",
    "availability_declared_at", "weekly_capacity", "live_limit", "paused_until", "opted_out_at",
    "sms_ok", "phone_index", "works",
)  # fmt: skip
Zone = tuple[list[str], list[str]]  # covered, then beside


def residents(viewer: Viewer, *, enrolled_in: Collection[str] = ()) -> Iterator[Resident]:
    """Responders whose role has not ended, by id, read a few thousand at a time.

    ``enrolled_in``: codes of communes; only those who enrolled, did not say STOP, and cover one
    of them. No line, no name: only what the ranking reads. A national directory passes through,
    it is never held.
    """
    living = Responder.objects.filter(practitioner_role__ended_on=None).order_by("pk")
    if enrolled_in:
        laid = CoverageCommune.objects.filter(commune_id__in=enrolled_in, near=False)
        living = living.filter(
            enrolled_at__isnull=False, opted_out_at=None, pk__in=laid.values("responder")
        )
    last: UUID | None = None
    while True:
        following = living.filter(pk__gt=last) if last else living
        rows = list(following.values(*STATE)[:AT_ONCE])
        if not rows:
            return
        zones = _zones(rows[0]["pk"], rows[-1]["pk"])
        yield from (_resident(row, zones[row["pk"]]) for row in rows)
        last = rows[-1]["pk"]


def _zones(first: UUID, last: UUID) -> defaultdict[UUID, Zone]:
    found: defaultdict[UUID, Zone] = defaultdict(lambda: ([], []))
    laid = CoverageCommune.objects.filter(responder_id__gte=first, responder_id__lte=last)
    for pk, commune, near in laid.values_list("responder_id", "commune_id", "near"):
        found[pk][near].append(commune)
    return found


def _resident(row: dict[str, Any], zone: Zone) -> Resident:
    facts = CandidateFacts(
        responder_id=str(row["pk"]),
        professions=frozenset({row["profession"]}),
        takes=None if row["takes"] is None else frozenset(row["takes"]),
        lon=row["commune__longitude"],
        lat=row["commune__latitude"],
        opted_out=row["opted_out_at"] is not None,
        paused_until=row["paused_until"],
        available=row["availability"],
        availability_declared_at=row["availability_declared_at"],
        live_limit=row["live_limit"],
        declared_capacity_last_week=row["weekly_capacity"],
        reachable_by_sms=row["sms_ok"] and bool(row["phone_index"]),
    )
    return Resident(facts, tuple(zone[0]), tuple(zone[1]), works_of(row["works"]))


def works_of(told: Mapping[str, list[Any]] | None) -> Works | None:
    """Her hours as the engine reads them; ``None`` where she told none."""
    return None if told is None else Works(frozenset(told["days"]), frozenset(told["parts"]))
