"""What is still to happen in the lived week, in order, with timers in between."""

import heapq
import itertools
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from maillon.kernel import clock, jobs
from maillon.kernel.models import Job

__all__ = ["Agenda", "Event"]

Event = Callable[[datetime], None]


class Agenda:
    """Events before ``now``; whatever would come later is left to whoever opens the world."""

    def __init__(self, draw: random.Random, now: datetime) -> None:
        self.draw, self.now = draw, now
        self._events: list[tuple[datetime, int, Event]] = []
        self._turn = itertools.count()
        self._seen: set[UUID] = set()

    def at(self, moment: datetime, event: Event) -> None:
        """Put an event on the agenda, unless it lies after now."""
        if moment <= self.now:
            heapq.heappush(self._events, (moment, next(self._turn), event))

    def soon(self, moment: datetime, low: int, high: int) -> datetime:
        """A moment between ``low`` and ``high`` minutes later."""
        return moment + timedelta(minutes=self.draw.randint(low, high))

    def met(self, pk: UUID) -> bool:
        """Whether this row was met before; from now on it is."""
        known = pk in self._seen
        self._seen.add(pk)
        return known

    def live(self, tick: Event) -> None:
        """Play everything in order; timers in between go off at their own moment."""
        while self._events:
            moment, _, event = heapq.heappop(self._events)
            self._timers(moment, tick)
            with clock.frozen(moment):
                event(moment)
                tick(moment)
        self._timers(self.now, tick)

    def _timers(self, until: datetime, tick: Event) -> None:
        while True:
            due = Job.objects.filter(done_at=None, failed_at=None, run_at__lte=until)
            moment = due.order_by("run_at").values_list("run_at", flat=True).first()
            if moment is None:
                return
            with clock.frozen(moment):
                if not jobs.run_due(moment):
                    raise RuntimeError("a timer of the demonstration failed")
                tick(moment)
