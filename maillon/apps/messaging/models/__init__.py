"""Outbox, inbox, receipts, opt-outs."""

from maillon.apps.messaging.models.inbox import InboundMessage, OptOut
from maillon.apps.messaging.models.outage import Outage
from maillon.apps.messaging.models.outbox import OutboxMessage
from maillon.apps.messaging.models.receipts import Receipt

__all__ = ["InboundMessage", "OptOut", "Outage", "OutboxMessage", "Receipt"]
