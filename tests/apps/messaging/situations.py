"""Named situations of messages: a house, a carer's line, an offer waiting to leave."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from maillon.apps.directory.models import Organization, Responder
from maillon.apps.messaging import actions, phones
from maillon.apps.messaging.models import InboundMessage, OutboxMessage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PHONE = "+33639980001"
OTHER_PHONE = "+33639980002"
SECRET = "A" * 22
OFFER: dict[str, Any] = {
    "sector": "Gier",
    "reference": "1123-014",
    "start": "2026-11-24",
    "deadline": "18:30",
    "code": "4821",
    "link": "/o/",
}


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def house(name: str = "Association du Gier") -> Organization:
    return Organization.objects.create(
        kind="desk", name=name, folded_name=name.lower(), synthetic=True,
        source="essai", as_of=date(2026, 11, 1),
    )  # fmt: skip


def carer(phone: str = PHONE, name: str = "Cabinet des Tilleuls") -> Responder:
    responder = Responder(
        kind="cabinet", organization=house(name), name=name, folded_name=name.lower(),
        profession="60", phone=phone, phone_index=phones.index(phone),
    )  # fmt: skip
    responder.save()
    return responder


def queued(organization: Organization, key: str = "offer:1", **given: Any) -> OutboxMessage:
    """An offer in the outbox, due now."""
    plan: dict[str, Any] = {
        "template": "offer", "params": OFFER, "secret": SECRET, "phone": PHONE,
        "organization_id": organization.id, "key": key, "now": NOW,
    }  # fmt: skip
    message = actions.queue(**{**plan, **given})
    assert message is not None
    return message


def said(body: str, provider_id: str = "", at: datetime = NOW, phone: str = PHONE) -> str:
    """A text from a phone, received as it was sent."""
    return actions.receive(
        provider="essai", provider_id=provider_id or uuid.uuid4().hex, phone=phone, body=body,
        received_at=at, now=at,
    )  # fmt: skip


def state_of(message: OutboxMessage) -> str:
    return OutboxMessage.objects.values_list("state", flat=True).get(pk=message.pk)


def inbound() -> list[str]:
    """The outcomes recorded, in the order of arrival."""
    rows = InboundMessage.objects.order_by("received_at", "provider_id")
    return list(rows.values_list("outcome", flat=True))
