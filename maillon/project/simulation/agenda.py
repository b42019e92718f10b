"""What is still to happen, in order; two things of one moment keep the order of their planning."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

__all__ = ["Agenda", "Event"]

Event = Callable[[datetime], None]


class Agenda:
    """A list of moments of true time and what happens then."""

    def __init__(self) -> None:
        self._events: list[tuple[datetime, int, Event]] = []
        self._turn = itertools.count()

    def at(self, moment: datetime, event: Event) -> None:
        """Plan an event."""
        heapq.heappush(self._events, (moment, next(self._turn), event))

    def next_at(self) -> datetime | None:
        """When the next one happens."""
        return self._events[0][0] if self._events else None

    def pop(self) -> tuple[datetime, Event]:
        """Take the next one off the list."""
        moment, _, event = heapq.heappop(self._events)
        return moment, event
