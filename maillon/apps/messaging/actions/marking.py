"""The steps of an outbox row. Each is a guarded update: whoever comes second changes nothing."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import models, transaction

from maillon.apps.messaging import handlers
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.messaging.models.receipts import Receipt
from maillon.kernel.prepared import Change, Prepared

__all__ = [
    "MAX_ATTEMPTS",
    "mark_delivered",
    "mark_each_sent",
    "mark_failed",
    "mark_sent",
    "put_back",
    "put_back_untried",
    "settle",
    "tell_late",
]

MAX_ATTEMPTS: Final = 8  # twenty minutes
LATE_AFTER: Final = 3
State = OutboxMessage.State
WAITS_AGAIN: Final = models.Case(
    models.When(called_off=True, then=models.Value(State.CANCELLED)),
    default=models.Value(State.QUEUED),
)


def told(message: OutboxMessage, error: str = "") -> handlers.Delivery:
    """What handlers hear of a message."""
    about = (message.about_kind, message.about_id) if message.about_id else None
    return handlers.Delivery(message.id, message.template, about, message.phone_index, error)


def backoff(message: OutboxMessage) -> timedelta:
    """10 s, 20 s, 40 s… and a few seconds of its own: a crowd does not come back at once."""
    spread = hashlib.sha256(message.id.bytes).digest()[0] / 64
    return timedelta(seconds=5 * 2 ** min(message.attempts, 8) + spread)


def mark_sent(
    message: OutboxMessage,
    provider: str,
    provider_id: str,
    now: datetime,
    *,
    left_at: datetime | None = None,
) -> None:
    """The provider has it, since ``left_at`` where that is not now.

    Receipts that came first are settled in the same transaction.
    """
    mark_each_sent([(message, provider_id)], provider, now, left_at=left_at)


def mark_each_sent(
    taken: Sequence[tuple[OutboxMessage, str]],
    provider: str,
    now: datetime,
    *,
    left_at: datetime | None = None,
) -> None:
    """``mark_sent`` for many, each with the provider's name for it, in one transaction."""
    if not taken:
        return
    with transaction.atomic():
        for message, provider_id in taken:
            _SENT.done(message.pk, provider, provider_id, left_at or now)
        _settle_early(taken, provider, now)


_SENT: Final = Change(
    lambda pk, provider, provider_id, now: (
        OutboxMessage.objects.filter(pk=pk, state=State.SENDING),
        {
            "state": State.SENT, "provider": provider, "provider_id": provider_id,
            "sent_at": now, "leased_until": None, "error": "",
        },
    ),
    UUID,
    str,
    str,
    datetime,
)  # fmt: skip


def _settle_early(taken: Sequence[tuple[OutboxMessage, str]], provider: str, now: datetime) -> None:
    messages = {provider_id: message for message, provider_id in taken}
    for receipt in _EARLY.objects(provider, list(messages)):
        settle(receipt, now, messages[receipt.provider_id])


_EARLY: Final = Prepared(
    lambda provider, names: Receipt.objects.filter(
        provider=provider, provider_id__in=names, settled_at=None
    ).order_by("received_at", "pk"),
    str,
    [str],
)


def tell_late(message: OutboxMessage, now: datetime) -> None:
    """It has not left, or nobody can say, after several tries: somebody else may do its part."""
    if message.attempts >= LATE_AFTER:
        with transaction.atomic():
            for handler in handlers.late_handlers:
                handler(told(message, "late"), now)


def put_back(message: OutboxMessage, now: datetime, *, wait: timedelta) -> bool:
    """Surely not sent: it will be tried again after ``wait``, unless it was taken back since."""
    return bool(_PUT_BACK.done(message.pk, now + wait))


_PUT_BACK: Final = Change(
    lambda pk, until: (
        OutboxMessage.objects.filter(pk=pk, state=State.SENDING),
        {"state": WAITS_AGAIN, "leased_until": until},
    ),
    UUID,
    datetime,
)


def put_back_untried(ids: Collection[UUID], now: datetime) -> None:
    """There was no time to call the provider: back to its place, as if never claimed."""
    if ids:
        OutboxMessage.objects.filter(pk__in=ids, state=State.SENDING).update(
            state=WAITS_AGAIN, leased_until=now, attempts=models.F("attempts") - 1
        )


def mark_failed(message: OutboxMessage, error: str, now: datetime, *, since: State) -> bool:
    """It will not arrive; whoever planned it is told in the same transaction."""
    with transaction.atomic():
        done = OutboxMessage.objects.filter(pk=message.pk, state=since).update(
            state=State.FAILED, error=error, leased_until=None
        )
        if done:
            for handler in handlers.failed_handlers:
                handler(told(message, error), now)
    return bool(done)


def mark_delivered(message: OutboxMessage, now: datetime) -> bool:
    """The phone has it. Wins over a failure told before: the text did arrive."""
    with transaction.atomic():
        done = _DELIVERED.done(message.pk, now)
        if done:
            for handler in handlers.delivered_handlers:
                handler(told(message), now)
    return bool(done)


_DELIVERED: Final = Change(
    lambda pk, now: (
        OutboxMessage.objects.filter(pk=pk, state__in=(State.SENDING, State.SENT, State.FAILED)),
        {"state": State.DELIVERED, "delivered_at": now, "leased_until": None, "error": ""},
    ),
    UUID,
    datetime,
)


def settle(receipt: Receipt, now: datetime, known: OutboxMessage | None = None) -> bool:
    """Apply a receipt to its message, once; ``False`` while that message is not known yet."""
    with transaction.atomic():
        if not (message := known or _message_of(receipt)):
            return False
        if not _SETTLED.done(receipt.pk, now):
            return True
        if receipt.status == Receipt.Status.DELIVERED:
            mark_delivered(message, now)
        elif receipt.status == Receipt.Status.FAILED:
            mark_failed(message, "not_delivered", now, since=State.SENT)
    return True


_SETTLED: Final = Change(
    lambda pk, now: (Receipt.objects.filter(pk=pk, settled_at=None), {"settled_at": now}),
    int,
    datetime,
)


def _message_of(receipt: Receipt) -> OutboxMessage | None:
    """By the provider's name for it; by our key where the answer that named it was lost."""
    known = _NAMED.objects(receipt.provider, receipt.provider_id)
    if not known and receipt.key:
        known = _UNNAMED.objects(receipt.key)
    return known[0] if known else None


_NAMED: Final = Prepared(
    lambda provider, provider_id: OutboxMessage.objects.filter(
        provider=provider, provider_id=provider_id
    )[:1],
    str,
    str,
)
_UNNAMED: Final = Prepared(
    lambda key: OutboxMessage.objects.filter(key=key, state=State.FAILED, provider_id="")[:1], str
)
