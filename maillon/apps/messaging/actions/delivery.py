"""The worker's part: claim, hand over, write down what happened; reconcile what is unknown.

``sending`` is committed before the provider is called. A worker killed in between leaves
it behind; once its lease has ended the provider is asked by key, and the message is sent
again only if the provider says that it never saw it.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from maillon.apps.messaging import providers
from maillon.apps.messaging.actions.marking import (
    MAX_ATTEMPTS,
    backoff,
    mark_failed,
    mark_sent,
    put_back,
)
from maillon.apps.messaging.actions.receipts import settle_waiting
from maillon.apps.messaging.models import OptOut, OutboxMessage
from maillon.apps.messaging.wording import LEAVES_AFTER_STOP, render
from maillon.errors import Refused
from maillon.kernel import clock

__all__ = ["LEASE", "deliver_due"]

LEASE: Final = timedelta(seconds=60)
MARGIN: Final = timedelta(seconds=20)  # a call lasts 15 s at most
ASK_AFTER: Final = timedelta(seconds=30)  # the provider may still be busy with it
NO_WAIT: Final = timedelta(0)
State = OutboxMessage.State
log = logging.getLogger(__name__)


def deliver_due(now: datetime, limit: int = 50) -> int:
    """Send what is due and settle what is not known; returns how many rows were looked at.

    Never inside a transaction of the caller: each step commits before the next.
    """
    provider = providers.current()
    started = clock.now()
    stranded = _claim(OutboxMessage.objects.stranded(now), now, limit)
    for message in stranded:
        _safely(_reconcile, message, provider, now)
    mine = _claim(OutboxMessage.objects.due(now), now, limit)
    silent = _opted_out(mine)
    for message in mine:
        if message.id in silent:
            _safely(_hold_back, message, provider, now)
        elif clock.now() - started > LEASE - MARGIN:
            put_back(message, now, wait=NO_WAIT, tried=False)
        else:
            _safely(_hand_over, message, provider, now)
    return len(stranded) + len(mine) + settle_waiting(now)


def _claim(rows: models.QuerySet[OutboxMessage], now: datetime, limit: int) -> list[OutboxMessage]:
    """Take rows by a guarded update each, one commit for all."""
    keys = list(rows.values_list("pk", flat=True)[:limit])
    with transaction.atomic():
        mine = [pk for pk in keys if _take(rows, pk, now)]
    held = OutboxMessage.objects.in_bulk(mine)
    return [held[pk] for pk in mine]


def _take(rows: models.QuerySet[OutboxMessage], pk: UUID, now: datetime) -> bool:
    taken = rows.filter(pk=pk).update(
        state=State.SENDING, leased_until=now + LEASE, attempts=models.F("attempts") + 1
    )
    return bool(taken)


Step = Callable[[OutboxMessage, providers.SmsProvider, datetime], None]


def _safely(
    step: Step, message: OutboxMessage, provider: providers.SmsProvider, now: datetime
) -> None:
    """One bad row does not stop the others; it stays claimed and is looked at again."""
    try:
        step(message, provider, now)
    except Exception as error:
        log.warning("message %s waits: %s", message.pk, type(error).__name__)


def _hand_over(message: OutboxMessage, provider: providers.SmsProvider, now: datetime) -> None:
    try:
        text = _text(message)
    except Refused:
        mark_failed(message, "not_closed", now, since=State.SENDING)
        return
    try:
        sent = provider.send(message.phone, text, message.key)
    except providers.Temporary as error:
        _again(message, error.code, now)
    except providers.Permanent as error:
        mark_failed(message, error.code, now, since=State.SENDING)
    except Exception as error:
        _ask_later(message, error, now)
    else:
        mark_sent(message, provider.name, sent.provider_id, now)


def _text(message: OutboxMessage) -> str:
    return render(
        message.template,
        message.params,
        secret=message.secret,
        public_url=settings.MAILLON_PUBLIC_URL,
    )


def _opted_out(messages: Collection[OutboxMessage]) -> set[UUID]:
    """Those whose phone said STOP since they were queued."""
    phones = [message.phone_index for message in messages]
    stopped = set(OptOut.objects.filter(phone_index__in=phones).values_list("pk", flat=True))
    return {
        message.id
        for message in messages
        if message.phone_index in stopped and message.template not in LEAVES_AFTER_STOP
    }


def _hold_back(message: OutboxMessage, provider: providers.SmsProvider, now: datetime) -> None:
    mark_failed(message, "opted_out", now, since=State.SENDING)


def _again(message: OutboxMessage, error: str, now: datetime) -> None:
    if message.attempts >= MAX_ATTEMPTS:
        mark_failed(message, error, now, since=State.SENDING)
    else:
        put_back(message, now, wait=backoff(message))


def _ask_later(message: OutboxMessage, error: Exception, now: datetime) -> None:
    """Unknown outcome, or a fault of the gateway's code: the same to us, it may have left."""
    if not isinstance(error, providers.UnknownOutcome):
        log.warning("gateway fault on %s: %s", message.pk, type(error).__name__)
    OutboxMessage.objects.filter(pk=message.pk, state=State.SENDING).update(
        leased_until=now + ASK_AFTER
    )


def _reconcile(message: OutboxMessage, provider: providers.SmsProvider, now: datetime) -> None:
    try:
        answer = provider.lookup(message.key)
    except providers.Temporary:
        if message.attempts >= 2 * MAX_ATTEMPTS:
            mark_failed(message, "unknown_outcome", now, since=State.SENDING)
        return
    match answer:
        case providers.Known(provider_id):
            mark_sent(message, provider.name, provider_id, now)
        case providers.NotKnown():
            _again_at_once(message, now)
        case providers.CannotSay():
            mark_failed(message, "unknown_outcome", now, since=State.SENDING)


def _again_at_once(message: OutboxMessage, now: datetime) -> None:
    if message.attempts >= 2 * MAX_ATTEMPTS:
        mark_failed(message, "provider_lost_it", now, since=State.SENDING)
    else:
        put_back(message, now, wait=NO_WAIT)
