"""Whether messages leave: what the desk must know of its gateways, and nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from maillon.apps.messaging.actions.outages import SMS
from maillon.apps.messaging.models import Outage
from maillon.kernel.access import Viewer

__all__ = ["SmsState", "sms_state"]

NEWS_FOR: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SmsState:
    """``down``: nothing leaves since ``at``, last tried at ``tried_at``; otherwise back since."""

    down: bool
    at: datetime
    tried_at: datetime


def sms_state(viewer: Viewer, *, now: datetime) -> SmsState | None:
    """What must be said of the gateways; ``None`` while all is well, or well again for a while.

    It is about nobody: any viewer may read it.
    """
    outage = Outage.objects.filter(channel=SMS).exclude(declared_at=None).first()
    if outage is None:
        return None
    if outage.ended_at is None:
        return SmsState(True, outage.since, outage.tried_at)
    if now - outage.ended_at > NEWS_FOR:
        return None
    return SmsState(False, outage.ended_at, outage.tried_at)
