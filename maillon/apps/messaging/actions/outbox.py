"""Putting a message in the outbox, and taking it back while it has not left."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import Case, F, QuerySet, When

from maillon.apps.directory.phones import e164
from maillon.apps.messaging import phones
from maillon.apps.messaging.models import OptOut, OutboxMessage
from maillon.apps.messaging.slots import Value
from maillon.apps.messaging.wording import ANSWERS_WORDS, LEAVES_AFTER_STOP, closed
from maillon.errors import Refused
from maillon.kernel import bulk
from maillon.kernel.prepared import Change, Prepared

__all__ = ["News", "cancel_about", "cancel_each", "queue", "queue_news"]

State = OutboxMessage.State
CHATTER: Final = timedelta(hours=1)
MOST_ANSWERS: Final = 3


def queue(
    *,
    template: str,
    params: Mapping[str, Value],
    phone: str,
    organization_id: UUID,
    key: str,
    now: datetime,
    about: tuple[str, UUID] | None = None,
    not_before: datetime | None = None,
    secret: str = "",
) -> OutboxMessage | None:
    """Plan one message in the caller's transaction: it leaves if and only if that commits.

    Idempotent by ``key``: the second call returns the first row, unchanged. ``None`` when
    the phone said STOP, or keeps writing what cannot be read (SEC-5).
    Raises ``Refused``: ``sms_template``, ``sms_slot``, ``sms_phone``.
    """
    stored = closed(template, params, secret=secret)
    number = e164(phone)
    if not number:
        raise Refused("sms_phone")
    index = phones.index(number)
    if known := _NAMED.objects(key):
        return known[0]
    if _refused(template, index, now):
        return None
    kind, about_id = about or ("", None)
    message = OutboxMessage(
        organization_id=organization_id, template=template, params=stored, secret=secret,
        phone=number, phone_index=index, about_kind=kind, about_id=about_id, key=key,
        not_before=not_before or now, created_at=now,
    )  # fmt: skip
    bulk.insert([message], ignore_known=True)
    return _NAMED.objects(key)[0]


_NAMED: Final = Prepared(lambda key: OutboxMessage.objects.filter(key=key), str)


@dataclass(frozen=True, slots=True)
class News:
    """A message that tells somebody of a change, wherever she stands; it answers no words."""

    template: str
    params: Mapping[str, Value]
    phone: str
    organization_id: UUID
    key: str
    about: tuple[str, UUID]
    secret: str = field(default="", repr=False)
    phone_index: str = ""  # of ``phone``, where it is written beside it


def queue_news(news: Iterable[News], *, now: datetime) -> int:
    """``queue`` for many at once, in three statements; returns how many are new.

    A key already known and a phone that said STOP are left out. Raises ``Refused`` as
    ``queue`` does, and writes nothing then.
    """
    rows = {one.key: _row(one, now) for one in news}
    if not rows:
        return 0
    phones_told = {row["phone_index"] for row in rows.values()}
    silent = {index for (index,) in SILENT.rows(list(phones_told))}
    known = {key for (key,) in _KNOWN.rows(list(rows))}
    new = [
        row for key, row in rows.items() if key not in known and row["phone_index"] not in silent
    ]
    bulk.add(OutboxMessage, new, ignore_known=True)
    return len(new)


SILENT: Final = Prepared(
    lambda indexes: OptOut.objects.filter(phone_index__in=indexes).values_list("phone_index"), [str]
)
_KNOWN: Final = Prepared(
    lambda keys: OutboxMessage.objects.filter(key__in=keys).values_list("key"), [str]
)


def _row(news: News, now: datetime) -> dict[str, Any]:
    number = e164(news.phone)
    if not number:
        raise Refused("sms_phone")
    written = news.phone_index if number == news.phone else ""
    return {
        "organization_id": news.organization_id,
        "template": news.template,
        "params": closed(news.template, news.params, secret=news.secret),
        "secret": news.secret,
        "phone": number,
        "phone_index": written or phones.index(number),
        "about_kind": news.about[0],
        "about_id": news.about[1],
        "key": news.key,
        "not_before": now,
        "created_at": now,
    }


def _refused(template: str, phone_index: str, now: datetime) -> bool:
    if template not in LEAVES_AFTER_STOP and SILENT.rows([phone_index]):
        return True
    if template not in ANSWERS_WORDS:
        return False
    lately = OutboxMessage.objects.filter(
        phone_index=phone_index, template=template, created_at__gt=now - CHATTER
    )
    return lately.count() >= MOST_ANSWERS


def cancel_about(
    kind: str, about_id: UUID, now: datetime, *, templates: Collection[str] = ()
) -> int:
    """Take back what has not left about one thing; only ``templates`` where given.

    Returns how many waited. One being handed to the provider is not tried again if that fails.
    """
    about = OutboxMessage.objects.filter(about_kind=kind, about_id=about_id)
    if templates:
        about = about.filter(template__in=templates)
    waited = about.filter(state=State.QUEUED).count()
    unsent, changes = _off(about)
    unsent.update(**changes)
    return waited


def _off(about: QuerySet[OutboxMessage]) -> tuple[QuerySet[OutboxMessage], dict[str, Any]]:
    """In one statement: what waits is over; what is in a gateway's hands never waits again."""
    waits = When(state=State.QUEUED, then=models.Value(State.CANCELLED))
    return about.filter(state__in=(State.QUEUED, State.SENDING)), {
        "called_off": True,
        "state": Case(waits, default=F("state")),
        "leased_until": Case(When(state=State.QUEUED, then=None), default=F("leased_until")),
    }


def cancel_each(kind: str, ids: Collection[UUID]) -> frozenset[UUID]:
    """Take back what has not left about each of these; which of them had something to take."""
    asked = list(ids)
    _CALLED_OFF.done(kind, asked)
    return frozenset(pk for (pk,) in _UNSENT.rows(kind, asked))


def _each(kind: str, ids: list[UUID]) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(about_kind=kind, about_id__in=ids)


_CALLED_OFF: Final = Change(lambda kind, ids: _off(_each(kind, ids)), str, [UUID])
_UNSENT: Final = Prepared(
    lambda kind, ids: _each(kind, ids).filter(state="cancelled").values_list("about_id"),
    str,
    [UUID],
)
