"""Putting a message in the outbox, and taking it back while it has not left."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.messaging import phones
from maillon.apps.messaging.models import OptOut, OutboxMessage
from maillon.apps.messaging.slots import Value
from maillon.apps.messaging.wording import ANSWERS_WORDS, LEAVES_AFTER_STOP, closed
from maillon.errors import Refused

__all__ = ["cancel_about", "queue"]

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
    number = phones.e164(phone)
    if not number:
        raise Refused("sms_phone")
    index = phones.index(number)
    if known := OutboxMessage.objects.filter(key=key).first():
        return known
    if _refused(template, index, now):
        return None
    kind, about_id = about or ("", None)
    message = OutboxMessage(
        organization_id=organization_id, template=template, params=stored, secret=secret,
        phone=number, phone_index=index, about_kind=kind, about_id=about_id, key=key,
        not_before=not_before or now, created_at=now,
    )  # fmt: skip
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
    return OutboxMessage.objects.get(key=key)


def _refused(template: str, phone_index: str, now: datetime) -> bool:
    if (
        template not in LEAVES_AFTER_STOP
        and OptOut.objects.filter(phone_index=phone_index).exists()
    ):
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

    Returns how many were taken back. A message already handed to the provider is not.
    """
    waiting = OutboxMessage.objects.filter(state="queued", about_kind=kind, about_id=about_id)
    if templates:
        waiting = waiting.filter(template__in=templates)
    return waiting.update(state=OutboxMessage.State.CANCELLED, leased_until=None)
