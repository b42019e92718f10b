"""Receiving: written down first, then applied at most once (I11)."""

import logging
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from maillon.apps.directory.models import Responder
from maillon.apps.directory.phones import e164
from maillon.apps.messaging import handlers, phones
from maillon.apps.messaging.actions import opting, outbox
from maillon.apps.messaging.models import InboundMessage, OutboxMessage
from maillon.apps.messaging.wording import ASKS_AGAIN
from maillon.engines import replies
from maillon.errors import Refused
from maillon.kernel import bulk, events, jobs
from maillon.kernel.crypto import blind_index, fold
from maillon.kernel.prepared import Change, Prepared

__all__ = ["APPLY", "apply_inbound", "apply_job", "receive"]

APPLY: Final = "messaging.apply_inbound"
WORDS_KEPT: Final = timedelta(days=30)
SAME_TEXT_WITHIN: Final = timedelta(minutes=2)
RETRY_AFTER: Final = timedelta(seconds=20)
log = logging.getLogger(__name__)


def receive(
    *, provider: str, provider_id: str, phone: str, body: str, received_at: datetime, now: datetime
) -> str:
    """Write a message down and apply it; returns the outcome recorded.

    Applied at most once: the same ``provider_id`` again returns the first outcome; the same
    text from the same phone under another one within two minutes is ``duplicate``, never applied
    again; where the first was answered by a question that has left, it is sent again, and where
    she said something else in between, she is told that the repeated words do not count. Other
    outcomes: ``unknown_phone`` (unless it asks to enrol), ``stop``, ``start``, ``unclaimed``,
    ``pending`` (a handler failed: a job tries again) and whatever reply handlers name.
    Words older than thirty days are forgotten on the way.
    Raises ``Refused("sms_phone")``.
    """
    number = e164(phone)
    if not number:
        raise Refused("sms_phone")
    with transaction.atomic():
        _forget(now)
        row, new = _write_down(provider, provider_id, number, body, received_at, now)
    if not new:
        return row.outcome or "pending"
    return _try(row.id, now)


def _write_down(
    provider: str, provider_id: str, phone: str, body: str, received_at: datetime, now: datetime
) -> tuple[InboundMessage, bool]:
    index = phones.index(phone)
    events.bump(f"phone:{index}")  # also holds other messages of this phone until we commit
    row = InboundMessage(
        provider=provider, provider_id=provider_id, phone=phone, phone_index=index,
        body=body, body_index=blind_index("sms-body", fold(body)), received_at=received_at,
        forget_at=now + WORDS_KEPT,
    )  # fmt: skip
    before = _same_text_before(row)
    if before:
        row.outcome, row.handled_at = "duplicate", now
    bulk.insert([row], ignore_known=True)
    (kept,) = _NAMED.objects(provider, provider_id)
    if kept.pk == row.pk and before:
        _ask_again(before, row, now)
    if kept.pk == row.pk and not row.handled_at:
        payload = {"inbound": str(row.pk)}
        jobs.enqueue(APPLY, key=_job_key(row.pk), run_at=now + RETRY_AFTER, payload=payload)
    return kept, kept.pk == row.pk and not row.handled_at


def _forget(now: datetime) -> None:
    """Kept that long, neither the words nor who wrote them; when, and what came of it, stay."""
    _FORGOTTEN.done(now)


_FORGOTTEN: Final = Change(
    lambda now: (
        InboundMessage.objects.filter(forget_at__lte=now),
        {"phone": "", "phone_index": "", "body": "", "body_index": "", "forget_at": None},
    ),
    datetime,
)
_NAMED: Final = Prepared(
    lambda provider, provider_id: InboundMessage.objects.filter(
        provider=provider, provider_id=provider_id
    ),
    str,
    str,
)


def _same_text_before(row: InboundMessage) -> InboundMessage | None:
    """The same words, lately, under another id."""
    since, until = row.received_at - SAME_TEXT_WITHIN, row.received_at + SAME_TEXT_WITHIN
    found = _SAME_TEXT.objects(
        row.phone_index, row.body_index, since, until, row.provider, row.provider_id
    )
    return found[0] if found else None


_SAME_TEXT: Final = Prepared(
    lambda phone_index, body_index, since, until, provider, provider_id: (
        InboundMessage.objects.filter(
            phone_index=phone_index, body_index=body_index, received_at__range=(since, until)
        )
        .exclude(provider=provider, provider_id=provider_id)
        .exclude(outcome="duplicate")
        .order_by("-received_at", "-pk")[:1]
    ),
    str, str, datetime, datetime, str, str,
)  # fmt: skip


def _ask_again(before: InboundMessage, row: InboundMessage, now: datetime) -> None:
    """« oui », « quel code ? », « oui »: her words did nothing the first time and say nothing new,
    and silence would pass for an answer. « oui », « non », « oui »: a twin that came late, or her
    last word; nothing is guessed, and she is told. A twin costs one message more.
    """
    span = before.received_at, row.received_at
    if crossed := _CROSSED.objects(row.phone_index, *span, row.body_index):
        _say_crossed(crossed[0], row, now)
        return
    asked = OutboxMessage.objects.filter(
        about_kind="inbound", about_id=before.pk, template__in=ASKS_AGAIN, sent_at__isnull=False
    ).first()
    if asked is not None:
        outbox.queue(
            template=asked.template, params=asked.params, phone=row.phone,
            organization_id=asked.organization_id, key=f"{asked.template}:{row.pk}", now=now,
            about=("inbound", row.pk),
        )  # fmt: skip


def _say_crossed(between: InboundMessage, row: InboundMessage, now: datetime) -> None:
    """Once for what she said in between, by the structure that wrote to her last."""
    told = OutboxMessage.objects.filter(phone_index=row.phone_index).order_by("-created_at")
    last = told.first()
    if last is not None:
        outbox.queue(
            template="crossed", params={}, phone=row.phone, organization_id=last.organization_id,
            key=f"crossed:{between.pk}", now=now, about=("inbound", row.pk),
        )  # fmt: skip


_CROSSED: Final = Prepared(
    lambda phone_index, since, until, body_index: (
        InboundMessage.objects.filter(
            phone_index=phone_index, received_at__gt=since, received_at__lt=until
        )
        .exclude(body_index=body_index)
        .exclude(outcome="duplicate")
        .order_by("-received_at", "-pk")[:1]
    ),
    str, datetime, datetime, str,
)  # fmt: skip


def _job_key(inbound_id: UUID) -> str:
    return f"inbound:{inbound_id}"


def _try(inbound_id: UUID, now: datetime) -> str:
    """Apply at once; what fails is left to the job, which tries again."""
    try:
        with transaction.atomic():
            outcome = apply_inbound(inbound_id, now)
            jobs.forget(_job_key(inbound_id))
    except Exception as error:
        log.warning("inbound %s waits: %s", inbound_id, type(error).__name__)
        return "pending"
    return outcome


def apply_job(payload: dict[str, Any], now: datetime) -> None:
    """The job's part: apply what could not be applied when it came."""
    with transaction.atomic():
        apply_inbound(UUID(payload["inbound"]), now)


def apply_inbound(inbound_id: UUID, now: datetime) -> str:
    """Apply one message, once, inside the caller's transaction; returns its outcome."""
    claimed = _HANDLED.done(inbound_id, now)
    (row,) = _ONE.objects(inbound_id)
    if not claimed:
        return row.outcome
    outcome = _outcome(row, now)[:40]
    _TOLD.done(inbound_id, outcome)
    return outcome


_ONE: Final = Prepared(lambda pk: InboundMessage.objects.filter(pk=pk), UUID)
_HANDLED: Final = Change(
    lambda pk, now: (InboundMessage.objects.filter(pk=pk, handled_at=None), {"handled_at": now}),
    UUID,
    datetime,
)
_TOLD: Final = Change(
    lambda pk, outcome: (InboundMessage.objects.filter(pk=pk), {"outcome": outcome}), UUID, str
)


def _outcome(row: InboundMessage, now: datetime) -> str:
    intent = replies.parse(row.body).intent
    if intent == "stop":
        return opting.stop(row, now)
    if intent != "enrol" and not _known(row.phone_index):
        return "unknown_phone"
    if intent == "start":
        return opting.start(row, now)
    reply = handlers.InboundReply(row.id, row.phone_index, row.phone, row.body, row.received_at)
    named = (handler(reply, now) for handler in handlers.reply_handlers)
    return next((outcome for outcome in named if outcome), "unclaimed")


def _known(phone_index: str) -> bool:
    """A responder's line, or a phone we have written to."""
    return any(known.rows(phone_index) for known in _KNOWN)


_KNOWN: Final = (
    Prepared(lambda index: Responder.objects.filter(phone_index=index).values_list("pk")[:1], str),
    Prepared(
        lambda index: OutboxMessage.objects.filter(phone_index=index).values_list("pk")[:1], str
    ),
)
