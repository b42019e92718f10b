"""STOP and START (SMS-3): obeyed by phone, whoever sent the words."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Coalesce

from maillon.apps.directory.models import Responder
from maillon.apps.messaging import handlers
from maillon.apps.messaging.actions.marking import mark_failed
from maillon.apps.messaging.actions.outbox import queue
from maillon.apps.messaging.models import InboundMessage, OptOut, OutboxMessage

__all__ = ["start", "stop"]


def stop(row: InboundMessage, now: datetime) -> str:
    """Nothing leaves for this phone any more, save the word that says so."""
    since = max(now, _last_sent(row.phone_index) or now)
    OptOut.objects.get_or_create(phone_index=row.phone_index, defaults={"since": since})
    waiting = OutboxMessage.objects.filter(state="queued", phone_index=row.phone_index)
    for message in waiting:
        mark_failed(message, "opted_out", now, since=OutboxMessage.State.QUEUED)
    _tell(row, now, opted_out=True)
    _answer(row, "stop_done", now)
    return "stop"


def _last_sent(phone_index: str) -> datetime | None:
    """What left under a clock since set back left before these words all the same (SMS-3)."""
    left = OutboxMessage.objects.filter(phone_index=phone_index).exclude(sent_at=None)
    return left.order_by("-sent_at").values_list("sent_at", flat=True).first()


def start(row: InboundMessage, now: datetime) -> str:
    """Messages leave again."""
    OptOut.objects.filter(phone_index=row.phone_index).delete()
    _tell(row, now, opted_out=False)
    _answer(row, "start_done", now)
    return "start"


def _tell(row: InboundMessage, now: datetime, *, opted_out: bool) -> None:
    for handler in handlers.opt_handlers:
        handler(handlers.OptChange(row.phone_index, opted_out), now)


def _answer(row: InboundMessage, template: str, now: datetime) -> None:
    """From the house that wrote last to this phone; a phone nobody wrote to gets no answer."""
    if house := _house(row.phone_index):
        queue(
            template=template, params={}, phone=row.phone, organization_id=house,
            key=f"{template}:{row.id}", about=("inbound", row.id), now=now,
        )  # fmt: skip


def _house(phone_index: str) -> UUID | None:
    written = OutboxMessage.objects.filter(phone_index=phone_index).order_by("-created_at")
    if last := written.values_list("organization_id", flat=True).first():
        return last
    own, site = "organization_id", "practitioner_role__organization_id"
    line = Responder.objects.filter(phone_index=phone_index)
    houses: list[UUID | None] = list(line.values_list(Coalesce(own, site), flat=True))
    return next((house for house in houses if house is not None), None)
