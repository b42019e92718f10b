"""Finding whom to ask: this database, the index in memory, and looking at everybody.

Taken in turn on the same needs, so that a busy minute of the machine weighs on all of them.
Every way must give the same ranking: position, tier, score and reasons.
"""

import gc
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from maillon.apps.directory.queries import residents
from maillon.engines.dispatch import Ranked, Resident
from maillon.engines.dispatch.index import Index
from maillon.engines.dispatch.indexing import index
from maillon.kernel.access import SYSTEM
from maillon.kernel.loaded import keep_out_of_rounds
from maillon.project.bench import calls
from maillon.project.bench.calls import POLICY, Call
from maillon.project.bench.country import Country
from maillon.project.bench.figures import spread, timed
from maillon.project.bench.machine import processor_s, resident_mb

__all__ = ["Differ", "measure"]

SELECTED_A_ROUND: Final = 20
FEWEST_ROUNDS, MOST_ROUNDS = 5, 50
SECONDS: Final = 4.0  # for one size
MEMORY, EVERYBODY = "memory", "bruteforce"
Tell = Callable[[str], None]


class Differ(Exception):
    """Two ways of finding the same answer did not agree: their times mean nothing."""


def measure(sizes: Sequence[int], now: datetime, tell: Tell) -> list[dict[str, Any]]:
    """Per size, in an empty database, one row for each way; raises ``Differ``."""
    country = Country(max(sizes), now)
    country.lay()
    found, written = [], 0.0
    for size in sorted(sizes):
        tell(f"{size} intervenants : écriture…")
        writing: list[float] = []
        timed(partial(_settle, country, size), writing)
        written += writing[0]
        tell(f"{size} intervenants : mesure…")
        found.append(_Match(size, now, written).play().figures())
    return found


def _settle(country: Country, size: int) -> None:
    with transaction.atomic():
        country.settle(size)
    if connection.vendor == "postgresql":  # as autovacuum would, later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@dataclass(slots=True)
class Took:
    """Seconds by the clock, and of processor: what a machine with other work does not change."""

    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Way:
    """One way of finding whom to ask, and what it took."""

    find: Callable[[Call], tuple[Ranked, ...]]  # select and rank
    whole: Callable[[Call], tuple[Ranked, ...]]  # with all that the desk knows besides
    build_s: float
    memory_mb: float = 0.0
    server: int | None = None  # the process of a database that is not in ours
    found: Took = field(default_factory=Took)
    told: Took = field(default_factory=Took)

    def play(self, call: Call, now: datetime) -> tuple[Ranked, ...]:
        """The ranking, found alone then end to end with its reasons in words."""
        ranked = self._weighed(partial(self.find, call), self.found)
        whole = self._weighed(partial(self._end_to_end, call, now), self.told)
        if whole != ranked:
            raise Differ(f"commune {call.need.commune}: the desk ranks otherwise")
        return ranked

    def _weighed(self, call: Callable[[], tuple[Ranked, ...]], into: Took) -> tuple[Ranked, ...]:
        before = processor_s(self.server)
        found = timed(call, into.waited)
        into.worked.append(processor_s(self.server) - before)
        return found

    def _end_to_end(self, call: Call, now: datetime) -> tuple[Ranked, ...]:
        ranked = self.whole(call)
        calls.words(ranked, now)
        return ranked


@dataclass(slots=True)
class _Match:
    """The ways, in turn, on the same needs."""

    size: int
    now: datetime
    written: float
    ways: dict[str, _Way] = field(default_factory=dict)
    rankings: dict[str, tuple[Ranked, ...]] = field(default_factory=dict)

    def play(self) -> "_Match":
        everybody = self._held()
        asked = calls.calls([UUID(one.facts.responder_id) for one in everybody], self.now)
        keep_out_of_rounds()  # what one way alone holds must not slow the others' collector
        start, at_first = time.perf_counter(), _server_mb()
        for turn in range(MOST_ROUNDS):
            if turn >= FEWEST_ROUNDS and time.perf_counter() - start > SECONDS:
                break
            self._round(asked, turn)
        gc.unfreeze()
        self.ways[connection.vendor].memory_mb = _server_mb(since=at_first)
        return self

    def _held(self) -> list[Resident]:
        """Everybody read into memory, then put in the index, each timed and weighed."""
        reading: list[float] = []
        before = resident_mb()
        everybody = timed(lambda: list(residents(SYSTEM)), reading)
        weight = resident_mb() - before
        building: list[float] = []
        built = timed(lambda: index(everybody), building)
        self._enter(everybody, built, reading[0], building[0], weight)
        return everybody

    def _enter(
        self, everybody: list[Resident], built: Index, read_s: float, built_s: float, mb: float
    ) -> None:
        def sql(call: Call) -> tuple[Ranked, ...]:
            return calls.from_sql(call, self.now)

        def desk(call: Call) -> tuple[Ranked, ...]:
            return calls.asked_of_the_desk(call, self.now)

        def memory(call: Call) -> tuple[Ranked, ...]:
            return built.rank(call.need, self.now, POLICY, call.circle)

        def all_of_them(call: Call) -> tuple[Ranked, ...]:
            return calls.from_everybody(call, everybody, self.now)

        self.ways = {
            connection.vendor: _Way(sql, desk, self.written, server=_server()),
            MEMORY: _Way(memory, memory, read_s + built_s, built.nbytes / 1e6),
            EVERYBODY: _Way(all_of_them, all_of_them, read_s, mb),
        }

    def _round(self, asked: list[Call], turn: int) -> None:
        for step in range(SELECTED_A_ROUND):
            call = asked[(turn * SELECTED_A_ROUND + step) % len(asked)]
            ranked = self.ways[connection.vendor].play(call, self.now)
            self._same(call, ranked, self.ways[MEMORY].play(call, self.now))
        self._same(call, ranked, self.ways[EVERYBODY].play(call, self.now))

    def _same(self, call: Call, one: tuple[Ranked, ...], other: tuple[Ranked, ...]) -> None:
        commune = call.need.commune
        if not one == other == self.rankings.setdefault(commune, one):
            raise Differ(f"{self.size} responders, commune {commune}: rankings differ")

    def figures(self) -> dict[str, Any]:
        """One row for each way, and what proves to another database that they agree."""
        lengths = sorted(map(len, self.rankings.values()))
        seen = repr(sorted(self.rankings.items()))
        return {
            "practitioners": self.size,
            "ranked": lengths[len(lengths) // 2],
            "rows": [self._row(name, way) for name, way in self.ways.items()],
            "rankings": hashlib.sha256(seen.encode()).hexdigest(),
        }

    def _row(self, name: str, way: _Way) -> dict[str, Any]:
        alone, whole = spread(way.found.waited), spread(way.told.waited)
        alone_cpu, whole_cpu = spread(way.found.worked), spread(way.told.worked)
        return {
            "engine": name,
            "practitioners": self.size,
            "p50_ms": alone.p50,
            "p99_ms": alone.p99,
            "end_to_end_p50_ms": whole.p50,
            "end_to_end_p99_ms": whole.p99,
            "p50_cpu_ms": alone_cpu.p50,
            "p99_cpu_ms": alone_cpu.p99,
            "end_to_end_p50_cpu_ms": whole_cpu.p50,
            "end_to_end_p99_cpu_ms": whole_cpu.p99,
            "n": len(way.found.waited),
            "build_s": round(way.build_s, 3),
            "memory_mb": round(max(way.memory_mb, 0.0), 1),
        }


def _server_mb(since: float = 0.0) -> float:
    """Memory of PostgreSQL's process for us; of SQLite, what our own process has grown by."""
    server = _server()
    return resident_mb(server) if server else resident_mb() - since


def _server() -> int | None:
    """The process of PostgreSQL that answers us; SQLite answers in our own."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
