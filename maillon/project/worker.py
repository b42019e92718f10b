"""One process for timers and messages. Everything it does is claimed by lease: killed at
any moment, another one carries on."""

import logging
import signal
import threading
from datetime import datetime
from types import FrameType
from typing import Final

from django.db import close_old_connections

from maillon.apps.desk.actions.enrol_freshening import plan_missing
from maillon.apps.desk.actions.watching import watch_all
from maillon.apps.journal.actions import find_unsealed, seal_pending
from maillon.apps.messaging.actions import any_due, deliver_due
from maillon.kernel import clock, heartbeat, jobs
from maillon.kernel.uptime import SWAY

__all__ = ["NAME", "run", "turn", "watch"]

NAME: Final = "worker"
GLANCE: Final = 0.1  # seconds between two looks at the outbox, one indexed row each

logger = logging.getLogger(__name__)


def turn() -> int:
    """Do everything due now, once; returns how many things were done."""
    now = clock.now()
    return jobs.run_due(now) + deliver_due(now) + seal_pending(now)


def run(*, every: float) -> None:
    """Turn until asked to stop; a failing turn is logged by its class, never its content."""
    stopping = threading.Event()
    _stop_on_signals(stopping)
    said: datetime | None = None
    seen: datetime | None = None
    while not stopping.is_set():
        try:
            seen = watch(seen)
            done = turn()
            said = _say(said)
            if not done:
                _rest(stopping, every)
        except Exception as error:
            logger.error("worker turn failed: %s", type(error).__name__)
            close_old_connections()
            stopping.wait(every)


def watch(seen: datetime | None) -> datetime:
    """Plan what no timer watches: closings, questions, seals; at the start, and again when the
    clock has gone back since ``seen``.
    """
    now = clock.now()
    if seen is None or now < seen - SWAY:
        watch_all(now)
        plan_missing(now)
        find_unsealed()
    return now


def _rest(stopping: threading.Event, every: float) -> None:
    """Until the next turn, or as soon as a message waits: a carer is written to at once."""
    for _ in range(max(1, round(every / GLANCE))):
        if stopping.wait(min(every, GLANCE)) or any_due(clock.now()):
            return


def _say(said: datetime | None) -> datetime:
    """A sign of life now and then, after a turn that went well."""
    now = clock.now()
    if said is not None and abs(now - said) < heartbeat.EVERY:
        return said
    heartbeat.beat(NAME, now)
    return now


def _stop_on_signals(stopping: threading.Event) -> None:
    def stop(signum: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
