"""When nothing leaves any more (I15): noticed, told to whoever must know, told when it is over.

Only what surely did not leave counts: a lost answer says nothing of the gateway's health.
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.messaging import handlers
from maillon.apps.messaging.models import Outage
from maillon.kernel.prepared import Prepared

__all__ = ["SMS", "note"]

SMS: Final = "sms"
DECLARED_AFTER: Final = 3  # sure failures, with not one message taken between them


def note(*, worked: bool, failures: int, now: datetime) -> None:
    """What a round of calls to the gateways taught."""
    if worked:
        _over(now)
    elif failures:
        _failed(failures, now)


def _failed(failures: int, now: datetime) -> None:
    with transaction.atomic():
        outage, _ = Outage.objects.select_for_update().get_or_create(
            channel=SMS, defaults={"since": now, "tried_at": now}
        )
        if outage.ended_at is not None:
            outage.since, outage.failures = now, 0
            outage.declared_at = outage.ended_at = None
        outage.tried_at = now
        outage.failures += failures
        if outage.failures >= DECLARED_AFTER and outage.declared_at is None:
            outage.declared_at = now
            _tell(now)
        outage.save()


def _over(now: datetime) -> None:
    if not _RUNNING.rows():
        return
    with transaction.atomic():
        if _running().update(ended_at=now):
            _tell(now)


def _running() -> QuerySet[Outage]:
    return Outage.objects.filter(channel=SMS, ended_at=None)


_RUNNING: Final = Prepared(lambda: _running().values_list("pk"))


def _tell(now: datetime) -> None:
    for handler in handlers.outage_handlers:
        handler(now)
