"""Writes of messaging: queue, deliver, record receipts, receive.

They are done by Maillon itself on behalf of the room that calls, which checks who may and
journals the act: no viewer here.
"""

from maillon.apps.messaging.actions.delivery import any_due, deliver_due
from maillon.apps.messaging.actions.inbox import APPLY, apply_inbound, apply_job, receive
from maillon.apps.messaging.actions.outbox import cancel_about, queue
from maillon.apps.messaging.actions.receipts import heard_of, record_receipt

__all__ = [
    "APPLY",
    "any_due",
    "apply_inbound",
    "apply_job",
    "cancel_about",
    "deliver_due",
    "heard_of",
    "queue",
    "receive",
    "record_receipt",
]
