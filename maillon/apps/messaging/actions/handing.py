"""Handing a claimed batch to the gateway, and writing down what it answered.

Several at once where the gateway bears it. What is known is written before the next call to a
slow gateway, and in one commit for all that a quick one takes within a fifth of a second: a
worker killed in between leaves ``sending`` behind, which is asked by key.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings

from maillon.apps.messaging import providers
from maillon.apps.messaging.actions import outages
from maillon.apps.messaging.actions.marking import (
    MAX_ATTEMPTS,
    backoff,
    mark_each_sent,
    mark_failed,
    mark_sent,
    put_back,
    put_back_untried,
    tell_late,
)
from maillon.apps.messaging.actions.outbox import SILENT
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.messaging.wording import LEAVES_AFTER_STOP, render
from maillon.errors import Refused
from maillon.kernel import clock

__all__ = ["hand_over", "safely"]

ASK_AFTER: Final = timedelta(seconds=30)  # the provider may still be busy with it
WRITTEN_WITHIN: Final = timedelta(milliseconds=200)
State = OutboxMessage.State
Answer = providers.Sent | Exception | None  # None: there was no time left to call
log = logging.getLogger(__name__)


def hand_over(
    messages: Sequence[OutboxMessage],
    provider: providers.SmsProvider,
    now: datetime,
    *,
    until: datetime,
) -> None:
    """Send what was claimed; what has not begun by ``until`` goes back to its place."""
    turn = _Turn(provider, now, until)
    turn.play(_sayable(messages, now), width=providers.at_once(provider))
    outages.note(worked=turn.worked, failures=turn.failures, now=now)


def safely(step: Callable[..., None], message: OutboxMessage, *told: object) -> None:
    """One bad row does not stop the others; it stays claimed and is looked at again."""
    try:
        step(message, *told)
    except Exception as error:
        log.warning("message %s waits: %s", message.pk, type(error).__name__)


def _sayable(messages: Sequence[OutboxMessage], now: datetime) -> Iterator[OutboxMessage]:
    """Those that may leave: not to a phone that said STOP since they were queued."""
    phones = {message.phone_index for message in messages}
    stopped = {index for (index,) in SILENT.rows(list(phones))}
    for message in messages:
        if message.phone_index in stopped and message.template not in LEAVES_AFTER_STOP:
            safely(_fail, message, "opted_out", now)
        else:
            yield message


@dataclass(slots=True)
class _Turn:
    """The calls of one batch, and what was answered and is not written down yet."""

    provider: providers.SmsProvider
    now: datetime
    until: datetime
    since: datetime | None = None  # the first call not written down began then
    worked: bool = False
    failures: int = 0  # what surely did not leave
    sent: dict[str, list[tuple[OutboxMessage, str]]] = field(default_factory=dict)  # by gateway
    untried: list[UUID] = field(default_factory=list)

    def play(self, messages: Iterator[OutboxMessage], *, width: int) -> None:
        if width == 1:
            for message in messages:
                self._note(message, self._call(message, self._begin()))
        else:
            self._play_together(messages, width)
        self._write()

    def _play_together(self, messages: Iterator[OutboxMessage], width: int) -> None:
        """The crew only calls; this thread alone writes."""
        with ThreadPoolExecutor(width, thread_name_prefix="gateway") as crew:
            calls = {crew.submit(self._call_now, message): message for message in messages}
            for call in as_completed(calls):
                self._begin()
                self._note(calls[call], call.result())

    def _begin(self) -> datetime:
        """The present; what an earlier call left has waited long enough by then."""
        at = clock.now()
        self.since = self.since or at
        if at - self.since >= WRITTEN_WITHIN:
            self._write()
            self.since = at
        return at

    def _call_now(self, message: OutboxMessage) -> Answer:
        return self._call(message, clock.now())

    def _call(self, message: OutboxMessage, at: datetime) -> Answer:
        if at > self.until:
            return None
        try:
            return self.provider.send(message.phone, _text(message), message.key)
        except Exception as error:
            return error

    def _note(self, message: OutboxMessage, answer: Answer) -> None:
        """A success waits for the next write; anything else is written at once."""
        if isinstance(answer, providers.Sent):
            self.worked = True
            by = answer.by or self.provider.name
            self.sent.setdefault(by, []).append((message, answer.provider_id))
        elif answer is None:
            self.untried.append(message.pk)
        else:
            self.failures += isinstance(answer, providers.Temporary)
            safely(_not_sent, message, answer, self.now)

    def _write(self) -> None:
        """One commit for all of them; one each where that commit fails."""
        sent, self.sent = self.sent, {}
        untried, self.untried = self.untried, []
        for by, taken in sent.items():
            _write_sent(taken, by, self.now)
        put_back_untried(untried, self.now)


def _write_sent(taken: list[tuple[OutboxMessage, str]], by: str, now: datetime) -> None:
    try:
        mark_each_sent(taken, by, now)
    except Exception as error:
        log.warning("%s messages written one by one: %s", len(taken), type(error).__name__)
        for message, provider_id in taken:
            safely(mark_sent, message, by, provider_id, now)


def _text(message: OutboxMessage) -> str:
    return render(
        message.template,
        message.params,
        secret=message.secret,
        public_url=settings.MAILLON_PUBLIC_URL,
    )


def _not_sent(message: OutboxMessage, error: Exception, now: datetime) -> None:
    match error:
        case Refused():
            _fail(message, "not_closed", now)
        case providers.Temporary() if message.attempts < MAX_ATTEMPTS:
            put_back(message, now, wait=backoff(message))
            tell_late(message, now)
        case providers.Temporary() | providers.Permanent():
            _fail(message, error.code, now)
        case _:
            _ask_later(message, error, now)


def _fail(message: OutboxMessage, error: str, now: datetime) -> None:
    mark_failed(message, error, now, since=State.SENDING)


def _ask_later(message: OutboxMessage, error: Exception, now: datetime) -> None:
    """Unknown outcome, or a fault of the gateway's code: the same to us, it may have left."""
    if not isinstance(error, providers.UnknownOutcome):
        log.warning("gateway fault on %s: %s", message.pk, type(error).__name__)
    OutboxMessage.objects.filter(pk=message.pk, state=State.SENDING).update(
        leased_until=now + ASK_AFTER
    )
