"""Messages of the past week, laid on the demonstration telephones in bulk.

The outbox itself refuses to work inside a caller's transaction, and the world is built in
one; what it would have left behind is written here, and ``maillon verify`` reads it.
"""

from datetime import datetime

from django.conf import settings

from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.messaging.wording import render
from maillon.interop.sms import simulator
from maillon.interop.sms.models import SimulatedMessage

__all__ = ["post"]


def post(moment: datetime) -> None:
    """Deliver everything due at ``moment``."""
    waiting = list(OutboxMessage.objects.filter(state="queued", not_before__lte=moment))
    SimulatedMessage.objects.bulk_create(_bubble(message, moment) for message in waiting)
    for message in waiting:
        message.state = OutboxMessage.State.DELIVERED
        message.provider, message.provider_id = simulator.NAME, simulator.provider_id(message.key)
        message.sent_at = message.delivered_at = moment
        message.attempts = 1
    OutboxMessage.objects.bulk_update(
        waiting, ["state", "provider", "provider_id", "sent_at", "delivered_at", "attempts"]
    )


def _bubble(message: OutboxMessage, moment: datetime) -> SimulatedMessage:
    text = render(
        message.template,
        message.params,
        secret=message.secret,
        public_url=settings.MAILLON_PUBLIC_URL,
    )
    return SimulatedMessage(
        phone_index=message.phone_index,
        incoming=True,
        body=text,
        at=moment,
        message_id=simulator.provider_id(message.key),
    )
