"""Two gateways, the second one in waiting (I15).

The second takes over when the first is surely failing: three failures in a row of those that
prove that nothing left. A lost answer never moves a message from one to the other: both are
asked by key first, and it is sent again only if neither ever saw it.
"""

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from maillon.apps.messaging.providers import (
    CannotSay,
    Known,
    NotKnown,
    Sent,
    SmsProvider,
    Temporary,
    at_once,
)
from maillon.kernel import clock

__all__ = ["Breaker", "Standby"]

IN_A_ROW: Final = 3
TRY_AGAIN: Final = timedelta(seconds=30)


@dataclass(slots=True)
class Breaker:
    """Opens after three sure failures in a row; then lets one call through every thirty seconds.

    Each worker keeps its own: it only saves calls, nothing is lost with it.
    """

    failures: int = 0
    next_try: datetime | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def lets_through(self, now: datetime) -> bool:
        """Whether to call; an open one that says yes says no to the next."""
        with self.lock:
            if self.failures < IN_A_ROW:
                return True
            if self.next_try is not None and now < self.next_try <= now + TRY_AGAIN:
                return False
            self.next_try = now + TRY_AGAIN
            return True

    def worked(self) -> None:
        with self.lock:
            self.failures, self.next_try = 0, None

    def failed(self, now: datetime) -> bool:
        """Count it; whether the breaker is open now."""
        with self.lock:
            self.failures += 1
            self.next_try = now + TRY_AGAIN
            return self.failures >= IN_A_ROW


class Standby:
    """A provider made of two; each message says which one took it."""

    def __init__(self, first: SmsProvider, second: SmsProvider) -> None:
        self.first, self.second, self.breaker = first, second, Breaker()
        self.name, self.at_once = first.name, min(at_once(first), at_once(second))

    def send(self, phone: str, text: str, key: str) -> Sent:
        """By the first; by the second while the first is surely failing."""
        now = clock.now()
        if self.breaker.lets_through(now):
            try:
                sent = self.first.send(phone, text, key)
            except Temporary:
                if not self.breaker.failed(now):
                    raise
            else:
                self.breaker.worked()
                return replace(sent, by=self.first.name)
        return replace(self.second.send(phone, text, key), by=self.second.name)

    def lookup(self, key: str) -> Known | NotKnown | CannotSay:
        """Who took this key. Never ``NotKnown`` unless both say so."""
        answers, unreached = list[Known | NotKnown | CannotSay](), list[Temporary]()
        for gateway in (self.first, self.second):
            try:
                answer = gateway.lookup(key)
            except Temporary as error:
                unreached.append(error)
                continue
            if isinstance(answer, Known):
                return replace(answer, by=gateway.name)
            answers.append(answer)
        if unreached:
            raise unreached[0]
        return next((one for one in answers if isinstance(one, CannotSay)), NotKnown())
