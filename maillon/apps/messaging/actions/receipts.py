"""Delivery receipts: kept as said, applied once, in whatever order they come."""

import logging
from datetime import datetime, timedelta
from typing import Final, Literal

from django.db import transaction

from maillon.apps.messaging.actions.marking import settle
from maillon.apps.messaging.models.receipts import Receipt
from maillon.kernel.prepared import Prepared

__all__ = ["heard_of", "record_receipt", "settle_waiting"]

Status = Literal["delivered", "failed", "taken"]
WAITS_FOR: Final = timedelta(days=2)
log = logging.getLogger(__name__)


def record_receipt(
    provider: str, provider_id: str, status: Status, now: datetime, *, key: str = ""
) -> bool:
    """Keep what the gateway said, then apply it; ``False`` when it was already known.

    Kept even if applying fails or the message is not known yet: the worker tries again.
    """
    receipt, created = Receipt.objects.get_or_create(
        provider=provider,
        provider_id=provider_id,
        status=status,
        defaults={"received_at": now, "key": key},
    )
    if created:
        _try(receipt, now)
    return created


def heard_of(provider: str, provider_id: str) -> bool:
    """Whether the gateway said anything of this message: it had taken it, then."""
    return Receipt.objects.filter(provider=provider, provider_id=provider_id).exists()


def settle_waiting(now: datetime) -> int:
    """Apply the receipts that came before their message was known, a hundred at a time."""
    return sum(_try(receipt, now) for receipt in _WAITING.objects(now - WAITS_FOR))


_WAITING: Final = Prepared(
    lambda since: Receipt.objects.filter(settled_at=None, received_at__gt=since).order_by(
        "received_at", "id"
    )[:100],
    datetime,
)


def _try(receipt: Receipt, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return settle(receipt, now)
    except Exception as error:
        log.warning("receipt %s waits: %s", receipt.pk, type(error).__name__)
        return False
