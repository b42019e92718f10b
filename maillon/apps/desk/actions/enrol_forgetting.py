"""An enrolment that nobody finished, or that a desk refused, is not kept: by a timer."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from maillon.apps.desk.models import Enrolment
from maillon.kernel import jobs

__all__ = ["FORGET", "KEPT", "forget", "plan"]

FORGET: Final = "desk.forget_enrolment"
KEPT: Final = timedelta(days=30)  # as long as her link lives


def plan(hers: Enrolment, at: datetime) -> None:
    """Look at it again that day."""
    payload = {"enrolment": str(hers.pk)}
    jobs.enqueue(FORGET, key=f"forget:{hers.pk}:{at:%Y%m%d}", run_at=at, payload=payload)


def forget(payload: dict[str, Any], now: datetime) -> None:
    """Erase it ``KEPT`` after her first word, or after the desk's refusal.

    One that a desk has yet to verify waits with its task; one verified is nobody's to erase.
    """
    hers = Enrolment.objects.select_for_update().filter(pk=UUID(payload["enrolment"])).first()
    if hers is None or hers.state == Enrolment.State.VERIFIED:
        return
    since = hers.settled_at or hers.created_at
    if hers.state == Enrolment.State.TO_VERIFY or since + KEPT > now:
        plan(hers, max(since + KEPT, now + timedelta(days=1)))
        return
    hers.delete()
