"""Registries of higher rooms, filled in project/wiring.py and nowhere else.

Every handler runs inside the transaction of what it is told: if it raises, nothing of it
stands and it is told again later.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

__all__ = [
    "Delivery",
    "InboundReply",
    "OptChange",
    "on_delivered",
    "on_failed",
    "on_late",
    "on_opt_change",
    "on_outage",
    "on_reply",
]


@dataclass(frozen=True, slots=True)
class InboundReply:
    """A message received from a known phone, neither STOP nor START."""

    inbound_id: UUID
    phone_index: str
    phone: str = field(repr=False)
    body: str = field(repr=False)
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message of ours. ``error`` is a code, empty when delivered.

    ``unknown_outcome``: perhaps received; ``opted_out``: never left, the phone said STOP.
    """

    outbox_id: UUID
    template: str
    about: tuple[str, UUID] | None
    phone_index: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class OptChange:
    """A phone said STOP (``opted_out``) or START."""

    phone_index: str
    opted_out: bool


# A reply handler names what it did ("accepted", "asked_reference", …), or None to pass.
ReplyHandler = Callable[[InboundReply, datetime], str | None]
DeliveryHandler = Callable[[Delivery, datetime], None]
OutageHandler = Callable[[datetime], None]
OptHandler = Callable[[OptChange, datetime], None]

reply_handlers: list[ReplyHandler] = []
delivered_handlers: list[DeliveryHandler] = []
failed_handlers: list[DeliveryHandler] = []
late_handlers: list[DeliveryHandler] = []
outage_handlers: list[OutageHandler] = []
opt_handlers: list[OptHandler] = []


def on_reply(handler: ReplyHandler) -> None:
    """Read replies; the first handler that names an outcome ends the round."""
    if handler not in reply_handlers:
        reply_handlers.append(handler)


def on_delivered(handler: DeliveryHandler) -> None:
    """Hear that a phone has a message. May come after a failure: networks are late."""
    if handler not in delivered_handlers:
        delivered_handlers.append(handler)


def on_failed(handler: DeliveryHandler) -> None:
    """Hear that a message will not arrive, or that nobody can know."""
    if handler not in failed_handlers:
        failed_handlers.append(handler)


def on_late(handler: DeliveryHandler) -> None:
    """Hear that a message has not left after several tries; it is still tried. Told each time."""
    if handler not in late_handlers:
        late_handlers.append(handler)


def on_outage(handler: OutageHandler) -> None:
    """Hear that nothing leaves any more, and that messages leave again."""
    if handler not in outage_handlers:
        outage_handlers.append(handler)


def on_opt_change(handler: OptHandler) -> None:
    """Hear STOP and START, each time one is received."""
    if handler not in opt_handlers:
        opt_handlers.append(handler)
