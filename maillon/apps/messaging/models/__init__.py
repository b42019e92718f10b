"""Outbox, inbox, opt-outs."""

from maillon.apps.messaging.models.inbox import InboundMessage, OptOut
from maillon.apps.messaging.models.outbox import OutboxMessage

__all__ = ["InboundMessage", "OptOut", "OutboxMessage"]
