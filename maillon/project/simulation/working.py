"""The worker of the simulation: the real turn, at the moments when something is due."""

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from django.db import connection, transaction
from django.db.models.functions import Coalesce, Greatest

from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import jobs
from maillon.kernel.models import Job
from maillon.kernel.prepared import Prepared
from maillon.project import worker
from maillon.project.simulation.accidents import Killed, killed_at
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.hand import Hand

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["Firing", "Worker"]

Firing = tuple[str, str]  # the kind of a timer and what it is about
WRITTEN: Final = tuple(
    f'INSERT {way}INTO "{model._meta.db_table}"'
    for way in ("", "OR IGNORE ")
    for model in (Job, OutboxMessage)
)
REST: Final = timedelta(minutes=10)
TURNS: Final = 20  # a turn may make another one due; more than this is a loop


@dataclass
class Worker:
    """One process, killed now and then; ``fired`` counts what its timers really did."""

    hand: Hand
    draws: Draws
    down_until: datetime | None = None
    dies_for: timedelta | None = None
    fired: Counter[Firing] = field(default_factory=Counter)
    order: list[tuple[int, Firing]] = field(default_factory=list)
    turns: int = 0
    _rests_until: datetime | None = None  # what is due is not done: time goes on all the same
    _news: bool = True  # a timer or a message was written since we last looked
    _first: datetime | None = None  # when the first one is due, as the machine dates it

    def kill(self, length: timedelta) -> None:
        """At its next turn it dies in the middle of something, and comes back later."""
        self.dies_for = length

    def wakes_at(self) -> datetime | None:
        """The next moment of true time at which it has something to do."""
        if self._news:
            self._first, self._news = _first_due(), False
        if self._first is None:
            return None
        back = self.down_until or self._rests_until or self.hand.true
        return max(self._first - self.hand.offset, back, self.hand.true)

    def turn(self) -> None:
        """Everything that is due now, unless it is down or dies of it."""
        if self.down_until is not None and self.hand.true < self.down_until:
            return
        if self.down_until is not None:
            self.down_until = None
            self.hand.disturbed()
        statement = self._dies_at()
        try:
            with killed_at(statement):
                self._until_quiet()
        except Killed:
            self.down_until = self.hand.true + (self.dies_for or timedelta(0))
            self.dies_for = None

    def _dies_at(self) -> int:
        if self.dies_for is None:
            return 0
        return self.draws.of("dies", self.turns).randint(4, 60)

    def _until_quiet(self) -> None:
        for _ in range(TURNS):
            wakes = self.wakes_at()
            if wakes is None or wakes > self.hand.true:
                return
            self.turns += 1
            self._news = True
            if not worker.turn():
                self._rests_until = self.hand.true + REST

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Every timer that fires and commits is counted, in order."""
        plain = dict(jobs.handlers)
        for kind, handler in plain.items():
            jobs.handlers[kind] = self._counting(kind, handler)
        try:
            with connection.execute_wrapper(self._notice), self._uncounted():
                yield
        finally:
            jobs.handlers.update(plain)

    def _counting(self, kind: str, handler: jobs.Handler) -> jobs.Handler:
        def counted(payload: dict[str, Any], now: datetime) -> None:
            firing = _firing(kind, payload)
            turn = self.turns
            handler(payload, now)
            transaction.on_commit(lambda: self._note(turn, firing))

        return counted

    def _uncounted(self) -> AbstractContextManager[Any]:
        """One that rang while the clock ran ahead, and is planned again, has not rung."""
        plain = jobs.unring

        def unring(key: str, now: datetime) -> int:
            early = Job.objects.filter(key=key, done_at__gt=now)
            rang = [_firing(job.kind, job.payload) for job in early]
            transaction.on_commit(lambda: self.fired.subtract(rang))
            return plain(key, now)

        return patch.object(jobs, "unring", unring)

    def _notice(self, go_on: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Asking the database at each step what is due would cost more than the week itself."""
        if sql.startswith(WRITTEN):
            self._news, self._rests_until = True, None
        return go_on(sql, params, many, context)

    def _note(self, turn: int, firing: Firing) -> None:
        self.fired[firing] += 1
        self.order.append((turn, firing))


def _firing(kind: str, payload: dict[str, Any]) -> Firing:
    return kind, repr(sorted(payload.items()))


_FIRST: Final = (
    Prepared(lambda: _first(Job.objects.filter(done_at=None, failed_at=None), "run_at")),
    Prepared(lambda: _first(OutboxMessage.objects.filter(state="queued"), "not_before")),
    Prepared(lambda: _first(OutboxMessage.objects.filter(state="sending"), "leased_until")),
)


def _first(rows: "QuerySet[Any]", at: str) -> "QuerySet[Any, Any]":
    moment = Greatest(at, Coalesce("leased_until", at))
    found: QuerySet[Any, Any] = rows.annotate(first=moment).order_by("first").values_list("first")
    return found[:1]


def _first_due() -> datetime | None:
    """The first timer, the first message to send, the first one whose fate is unknown."""
    moments = [at for asked in _FIRST for (at,) in asked.rows()]
    return min((at for at in moments if at is not None), default=None)
