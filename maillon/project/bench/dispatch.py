"""Finding whom to ask: a selection in SQL over resolved zones, against looking at everybody.

The rival is given every chance: it holds the zones of all responders in memory, resolved, and
is timed twice — once reading the responders' present state from the database, as it must, and
once with that state in memory too. All three hand the same engine their facts, and their
rankings must be equal.
"""

import gc
import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from maillon.apps.directory.models import Commune, CoverageCommune, Responder
from maillon.apps.directory.queries import ResponderFacts, candidates
from maillon.engines.dispatch import CandidateFacts, NeedFacts, Policy, Ranked, rank
from maillon.kernel.access import SYSTEM
from maillon.project.bench.country import Country
from maillon.project.bench.figures import spread, timed

__all__ = ["Differ", "measure"]

NEED: Final = "dressing"
NURSES: Final = frozenset({"60"})
SELECTED_A_ROUND: Final = 20
FEWEST_ROUNDS, MOST_ROUNDS = 3, 50
SECONDS: Final = 3.0  # for one size
STATE: Final = (
    "pk", "profession", "takes", "commune__longitude", "commune__latitude", "availability",
    "availability_declared_at", "weekly_capacity", "live_limit", "paused_until", "opted_out_at",
    "sms_ok", "phone_index",
)  # fmt: skip
Zones = Mapping[UUID, tuple[Set[str], Set[str]]]
Tell = Callable[[str], None]


class Differ(Exception):
    """Two ways of finding the same answer did not agree: their times mean nothing."""


def measure(sizes: Sequence[int], now: datetime, tell: Tell) -> list[dict[str, Any]]:
    """One line of figures per size, in an empty database; raises ``Differ``."""
    country = Country(max(sizes), now)
    country.lay()
    found = []
    for size in sorted(sizes):
        tell(f"{size} intervenants : écriture…")
        with transaction.atomic():
            country.settle(size)
        _as_autovacuum_would()
        tell(f"{size} intervenants : mesure…")
        found.append(_Match(size, now).play().figures())
    return found


def _as_autovacuum_would() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@dataclass(slots=True)
class _Match:
    """The three ways, in turn, on the same needs."""

    size: int
    now: datetime
    policy: Policy = field(default_factory=Policy.default)
    selected: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    zones: Zones = field(default_factory=dict)

    def play(self) -> "_Match":
        """Round after round, so that a busy minute of the machine weighs on all three."""
        self.zones = _zones()
        everybody = _everybody()
        calls = _calls(self.now, [row["pk"] for row in everybody])
        gc.collect()
        gc.freeze()  # what only the rival holds must not slow the others' collector
        start = time.perf_counter()
        for turn in range(MOST_ROUNDS):
            if turn >= FEWEST_ROUNDS and time.perf_counter() - start > SECONDS:
                break
            self._round(calls, turn, everybody)
        gc.unfreeze()
        return self

    def _round(self, calls: list["_Call"], turn: int, everybody: list[dict[str, Any]]) -> None:
        for step in range(SELECTED_A_ROUND):
            call = calls[(turn * SELECTED_A_ROUND + step) % len(calls)]
            ours = timed(partial(self._select, call), self.selected)
        read = timed(partial(self._read, call), self.read)
        held = timed(partial(self._all, call, everybody), self.held)
        if not ours == read == held:
            commune = call.need.commune
            raise Differ(f"{self.size} responders, commune {commune}: rankings differ")
        self.asked.append(len(ours))

    def _select(self, call: "_Call") -> tuple[Ranked, ...]:
        need, usual = call.need, call.usual
        rows = candidates(SYSTEM, professions=NURSES, commune=need.commune, also=usual)
        return rank(need, [_selected(row, usual) for row in rows], self.now, self.policy)

    def _read(self, call: "_Call") -> tuple[Ranked, ...]:
        return self._all(call, _everybody())

    def _all(self, call: "_Call", rows: list[dict[str, Any]]) -> tuple[Ranked, ...]:
        placed = [_placed(row, call, self.zones) for row in rows]
        return rank(call.need, placed, self.now, self.policy)

    def figures(self) -> dict[str, Any]:
        """What was measured, and how many times dearer each rival is."""
        ours, read, held = spread(self.selected), spread(self.read), spread(self.held)
        return {
            "responders": self.size,
            "ranked": sorted(self.asked)[len(self.asked) // 2],
            "selected": ours.as_json(),
            "everybody_read": read.as_json(),
            "everybody_held": held.as_json(),
            "times_read": round(read.p50 / ours.p50, 1),
            "times_held": round(held.p50 / ours.p50, 1),
            "same_ranking": True,
        }


@dataclass(frozen=True, slots=True)
class _Call:
    """A need, and the two carers the person already has, wherever they work."""

    need: NeedFacts
    usual: frozenset[UUID]


def _calls(now: datetime, ids: Sequence[UUID]) -> list[_Call]:
    """A dressing in communes spread over the peopled part of the country."""
    peopled = Commune.objects.filter(pk__in=Responder.objects.values("commune_id")).order_by("pk")
    communes = list(peopled)[:: max(1, peopled.count() // 97)]
    usual = [frozenset({ids[n * 7 % len(ids)], ids[n * 13 % len(ids)]}) for n in range(200)]
    return [
        _Call(NeedFacts(NEED, NURSES, c.pk, c.longitude, c.latitude, "today", now), usual[n])
        for n, c in enumerate(communes)
    ]


def _zones() -> Zones:
    """Every responder's zone and its ring, by id."""
    found: dict[UUID, tuple[set[str], set[str]]] = {}
    rows = CoverageCommune.objects.values_list("responder_id", "commune_id", "near")
    for pk, commune, near in rows.iterator(chunk_size=20_000):
        found.setdefault(pk, (set(), set()))[near].add(commune)
    return found


def _everybody() -> list[dict[str, Any]]:
    """The present state of all responders, whatever they do and wherever they work."""
    return list(Responder.objects.filter(practitioner_role__ended_on=None).values(*STATE))


def _selected(row: ResponderFacts, usual: Set[UUID]) -> CandidateFacts:
    return CandidateFacts(
        responder_id=str(row.id),
        professions=frozenset({row.profession}),
        takes=row.takes,
        covers_commune=row.covers_commune,
        covers_neighbour=row.covers_neighbour,
        lon=row.lon,
        lat=row.lat,
        usual=row.id in usual,
        opted_out=row.opted_out,
        paused_until=row.paused_until,
        available=row.availability,  # type: ignore[arg-type]
        availability_declared_at=row.availability_declared_at,
        live_limit=row.live_limit,
        declared_capacity_last_week=row.weekly_capacity,
        reachable_by_sms=row.sms_ok,
    )


def _placed(row: dict[str, Any], call: _Call, zones: Zones) -> CandidateFacts:
    covered, ring = zones[row["pk"]]
    commune = call.need.commune
    here = commune in covered
    return CandidateFacts(
        responder_id=str(row["pk"]),
        professions=frozenset({row["profession"]}),
        takes=None if row["takes"] is None else frozenset(row["takes"]),
        covers_commune=here,
        covers_neighbour=commune in ring and not here,
        lon=row["commune__longitude"],
        lat=row["commune__latitude"],
        usual=row["pk"] in call.usual,
        opted_out=row["opted_out_at"] is not None,
        paused_until=row["paused_until"],
        available=row["availability"],
        availability_declared_at=row["availability_declared_at"],
        live_limit=row["live_limit"],
        declared_capacity_last_week=row["weekly_capacity"],
        reachable_by_sms=row["sms_ok"] and bool(row["phone_index"]),
    )
