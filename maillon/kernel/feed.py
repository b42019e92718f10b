"""Live pages: one poller per process reads version rows and wakes whoever listens to them.

Reading the number itself, again and again, misses no late commit; the poller sleeps when
nobody listens. A listener that was away hears at once that the number has moved. Those who wait
are told one after the other: each asks for her page again, and sixty pages asked for in the same
instant would make everybody else wait for theirs.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.conf import settings
from django.db import connections

from maillon.kernel import events

__all__ = ["HEARTBEAT", "SPREAD", "Feed", "apart", "feed"]

HEARTBEAT = 15.0
INTERVAL = 0.5
APART, SPREAD = 0.02, 0.8  # seconds from one listener to the next, and to the last at most
Read = Callable[[frozenset[str]], Awaitable[Mapping[str, int]]]
T = TypeVar("T")

_log = logging.getLogger(__name__)
_threads = ThreadPoolExecutor(settings.LIVE_THREADS, thread_name_prefix="maillon-live")


async def apart(call: Callable[[], T]) -> T:
    """Run a reading of the database in a thread of the live pages, keeping no connection."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _then_close, call)


def _then_close(call: Callable[[], T]) -> T:
    try:
        return call()
    finally:
        connections.close_all()


async def _numbers(topics: frozenset[str]) -> Mapping[str, int]:
    return await apart(lambda: events.numbers(topics))


class Feed:
    """Listeners of topics on this event loop, and the one task that reads for them all."""

    def __init__(self, read: Read = _numbers, interval: float = INTERVAL) -> None:
        self._read = read
        self._interval = interval
        self._listeners: dict[str, list[asyncio.Event]] = defaultdict(list)  # in order of coming
        self._known: dict[str, int] = {}
        self._poller: asyncio.Task[None] | None = None
        self._closing = False

    async def changes(
        self, topic: str, seen: int | None, heartbeat: float = HEARTBEAT
    ) -> AsyncIterator[int | None]:
        """Each new number of the topic after ``seen``; ``None`` when only time has passed.

        With no ``seen`` the first number read is where it starts. Ends when the process stops.
        """
        wake = asyncio.Event()
        self._listeners[topic].append(wake)
        self._keep_reading()
        try:
            while not self._closing:
                number = self._known.get(topic, seen)
                if number != seen:
                    first, seen = seen is None, number
                    if not first:
                        yield number
                elif await _woken(wake, heartbeat):
                    wake.clear()
                else:
                    yield None
        finally:
            self._forget(topic, wake)

    def close(self) -> None:
        """Let every listener go: the process stops."""
        self._closing = True
        for listeners in self._listeners.values():
            for wake in listeners:
                wake.set()

    @property
    def listening(self) -> int:
        """How many listeners this process feeds."""
        return sum(len(listeners) for listeners in self._listeners.values())

    def _forget(self, topic: str, wake: asyncio.Event) -> None:
        self._listeners[topic].remove(wake)
        if not self._listeners[topic]:
            del self._listeners[topic]
            self._known.pop(topic, None)

    def _keep_reading(self) -> None:
        loop = asyncio.get_running_loop()
        if self._poller is None or self._poller.done() or self._poller.get_loop() is not loop:
            self._poller = loop.create_task(self._poll())

    async def _poll(self) -> None:
        while self._listeners and not self._closing:
            await self._look()
            await asyncio.sleep(self._interval)

    async def _look(self) -> None:
        try:
            numbers = await self._read(frozenset(self._listeners))
        except Exception as error:
            # A database away for a moment: the pages say so themselves, and we try again.
            _log.warning("live pages cannot read versions: %s", type(error).__name__)
            return
        for topic, listeners in self._listeners.items():
            number = numbers.get(topic, 0)  # never bumped yet
            if self._known.get(topic) != number:
                self._known[topic] = number
                _wake_in_turn(listeners)


def _wake_in_turn(listeners: Sequence[asyncio.Event]) -> None:
    loop = asyncio.get_running_loop()
    apart = min(APART, SPREAD / len(listeners))
    for rank, wake in enumerate(listeners):
        loop.call_later(rank * apart, wake.set)


async def _woken(wake: asyncio.Event, patience: float) -> bool:
    try:
        async with asyncio.timeout(patience):
            await wake.wait()
    except TimeoutError:
        return False
    return True


feed = Feed()
