"""The embedded gateway: every demonstration carer has her telephone on a page of ours."""

import hashlib
from datetime import datetime

from django.db import transaction

from maillon.apps.messaging import actions, phones
from maillon.apps.messaging.providers import Known, NotKnown, Sent
from maillon.interop.sms.models import SimulatedMessage
from maillon.kernel import chance, clock, events

__all__ = ["NAME", "Simulator", "answer", "provider_id"]

NAME = "simulator"


def provider_id(key: str) -> str:
    """The name this gateway gives to the message of our key."""
    return f"sim-{hashlib.sha256(key.encode()).hexdigest()[:40]}"


class Simulator:
    """Idempotent by key, like the best gateways; the receipt comes at once."""

    name = NAME

    def send(self, phone: str, text: str, key: str) -> Sent:
        """Show the text on the telephone, once per key."""
        named, now = provider_id(key), clock.now()
        _show(phone, text, named, now, incoming=True)
        actions.record_receipt(NAME, named, "delivered", now, key=key)
        return Sent(named)

    def lookup(self, key: str) -> Known | NotKnown:
        """Whether the text of this key is on a telephone."""
        named = provider_id(key)
        seen = SimulatedMessage.objects.filter(message_id=named).exists()
        return Known(named) if seen else NotKnown()


def answer(phone: str, body: str, now: datetime) -> str:
    """What the carer typed, shown on her telephone and received by Maillon; the outcome."""
    message_id = f"sim-in-{chance.new_id().hex}"
    _show(phone, body, message_id, now, incoming=False)
    return actions.receive(
        provider=NAME, provider_id=message_id, phone=phone, body=body, received_at=now, now=now
    )


def _show(phone: str, body: str, message_id: str, at: datetime, *, incoming: bool) -> None:
    index = phones.index(phone)
    bubble = SimulatedMessage(
        phone_index=index, incoming=incoming, body=body, at=at, message_id=message_id
    )
    with transaction.atomic():
        SimulatedMessage.objects.bulk_create([bubble], ignore_conflicts=True)
        events.bump(f"phone:{index}")
