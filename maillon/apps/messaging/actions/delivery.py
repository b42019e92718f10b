"""The worker's part: claim, hand over, write down what happened; reconcile what is unknown.

``sending`` is committed before the provider is called. A worker killed in between leaves
it behind; once its lease has ended the provider is asked by key, and the message is sent
again only if the provider says that it never saw it.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, Literal
from uuid import UUID

from django.db import models, transaction

from maillon.apps.messaging import providers
from maillon.apps.messaging.actions.handing import hand_over, safely
from maillon.apps.messaging.actions.marking import (
    MAX_ATTEMPTS,
    mark_failed,
    mark_sent,
    put_back,
    tell_late,
)
from maillon.apps.messaging.actions.receipts import settle_waiting
from maillon.apps.messaging.models import OptOut, OutboxMessage
from maillon.apps.messaging.models.outbox import OutboxQuerySet
from maillon.apps.messaging.wording import LEAVES_AFTER_STOP
from maillon.kernel import clock
from maillon.kernel.prepared import Change, Prepared

__all__ = ["LEASE", "any_due", "claim_due", "deliver_due"]

LEASE: Final = timedelta(seconds=60)
MARGIN: Final = timedelta(seconds=20)  # a call lasts 15 s at most
NO_WAIT: Final = timedelta(0)
State = OutboxMessage.State
Waiting = Literal["due", "stranded"]
HANDED: Final = (  # what handing over reads; the rest of the row is written by updates alone
    "about_id", "about_kind", "attempts", "key", "params", "phone", "phone_index", "secret",
    "state", "template",
)  # fmt: skip


def deliver_due(now: datetime, limit: int = 50) -> int:
    """Send what is due and settle what is not known; returns how many rows were looked at.

    Never inside a transaction of the caller: each step commits before the next.
    """
    provider = providers.current()
    until = clock.now() + LEASE - MARGIN
    stranded: list[OutboxMessage] = []
    if _STRANDED.rows(now):
        stranded = _claim("stranded", now, limit)
    for message in stranded:
        safely(_reconcile, message, provider, now)
    mine = claim_due(now, limit=limit)
    hand_over(mine, provider, now, until=until)
    return len(stranded) + len(mine) + settle_waiting(now)


def any_due(now: datetime) -> bool:
    """Whether a message waits to be handed over."""
    return bool(_DUE.rows(now))


_DUE: Final = Prepared(lambda now: OutboxMessage.objects.due(now).values_list("pk")[:1], datetime)
_STRANDED: Final = Prepared(
    lambda now: OutboxMessage.objects.stranded(now).values_list("pk")[:1], datetime
)


def claim_due(now: datetime, *, limit: int) -> list[OutboxMessage]:
    """Hold what is due for the length of the lease, oldest first: nobody else hands it over."""
    return _claim("due", now, limit) if any_due(now) else []


def _rows(which: Waiting, now: datetime) -> OutboxQuerySet:
    rows = OutboxMessage.objects
    return rows.due(now) if which == "due" else rows.stranded(now)


@cache
def _some(which: Waiting, limit: int) -> Prepared[OutboxMessage]:
    def held(now: datetime) -> OutboxQuerySet:
        rows = _rows(which, now).select_for_update(skip_locked=True)
        return rows.only(*HANDED)[:limit]

    return Prepared(held, datetime)


@cache
def _taken(which: Waiting) -> Change:
    def take(now: datetime, until: datetime, ids: list[UUID]) -> tuple[OutboxQuerySet, Any]:
        tried = models.F("attempts") + 1
        changes = {"state": State.SENDING, "leased_until": until, "attempts": tried}
        return _rows(which, now).filter(pk__in=ids), changes

    return Change(take, datetime, datetime, [UUID])


def _claim(which: Waiting, now: datetime, limit: int) -> list[OutboxMessage]:
    """Take a batch by one guarded update with a lease, one commit for all.

    Another worker's rows are stepped over, not waited for; SQLite lets one writer in at a time.
    """
    with transaction.atomic():
        mine = _some(which, limit).objects(now)
        _taken(which).done(now, now + LEASE, [message.pk for message in mine])
    for message in mine:
        message.state, message.attempts = State.SENDING, message.attempts + 1
    return mine


def _reconcile(message: OutboxMessage, provider: providers.SmsProvider, now: datetime) -> None:
    try:
        answer = provider.lookup(message.key)
    except providers.Temporary:
        if message.attempts >= 2 * MAX_ATTEMPTS:
            mark_failed(message, "unknown_outcome", now, since=State.SENDING)
        else:
            tell_late(message, now)
        return
    match answer:
        case providers.Known(provider_id, by):
            left_at = _left_by(message, now)
            mark_sent(message, by or provider.name, provider_id, now, left_at=left_at)
        case providers.NotKnown():
            _again_at_once(message, now)
        case providers.CannotSay():
            mark_failed(message, "unknown_outcome", now, since=State.SENDING)


def _left_by(message: OutboxMessage, now: datetime) -> datetime:
    """Before the STOP that came meanwhile (SMS-3): nothing else leaves for a phone that said it."""
    if message.template in LEAVES_AFTER_STOP:
        return now
    stops: list[datetime] = [since for (since,) in _STOPPED.rows(message.phone_index)]
    return min([now, *stops])


_STOPPED: Final = Prepared(
    lambda index: OptOut.objects.filter(phone_index=index).values_list("since"), str
)


def _again_at_once(message: OutboxMessage, now: datetime) -> None:
    if message.attempts >= 2 * MAX_ATTEMPTS:
        mark_failed(message, "provider_lost_it", now, since=State.SENDING)
    else:
        put_back(message, now, wait=NO_WAIT)
