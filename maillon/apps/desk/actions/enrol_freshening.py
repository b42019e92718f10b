"""« Ce que vous avez dit tient-il toujours ? »: asked by SMS, rarely, by a timer."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from maillon.apps.desk.actions import enrol_words
from maillon.apps.desk.facts import loud, policy_of
from maillon.apps.desk.models import Desk, Enrolment
from maillon.apps.directory.models import Responder
from maillon.kernel import jobs
from maillon.kernel.models import Job

__all__ = ["ASK", "ask_fresh", "plan", "plan_missing"]

ASK = "desk.ask_fresh"
SPREAD: Final = 28  # days over which those whom no timer watched are first asked


def plan(hers: Enrolment, now: datetime) -> None:
    """Put the question off to the day when what she declared will be old."""
    if hers.desk is not None:
        _plan(hers, hers.desk, now + _patience(hers.desk))


def plan_missing(now: datetime) -> int:
    """Plan the first question of every verified carer whom no timer watches; how many.

    Those of before the question existed have none. Each has her own day of the four weeks to
    come: a desk that starts writes to a few a day.
    """
    waiting = Job.objects.filter(kind=ASK, done_at=None).values_list("payload", flat=True)
    watched = {payload["enrolment"] for payload in waiting}
    verified = Enrolment.objects.filter(
        state=Enrolment.State.VERIFIED, desk__isnull=False, responder__isnull=False
    )
    missing = [one for one in verified.select_related("desk") if str(one.pk) not in watched]
    for hers in missing:
        if hers.desk is not None:
            _plan(hers, hers.desk, now + timedelta(days=1 + hers.pk.int % SPREAD))
    return len(missing)


def _patience(desk: Desk) -> timedelta:
    return timedelta(days=policy_of(desk.policy).freshness_ask_days)


def _plan(hers: Enrolment, desk: Desk, at: datetime) -> None:
    run_at = loud(desk, at)
    payload = {"enrolment": str(hers.pk)}
    jobs.enqueue(ASK, key=f"fresh:{hers.pk}:{run_at:%Y%m%d}", run_at=run_at, payload=payload)


def ask_fresh(payload: dict[str, Any], now: datetime) -> None:
    """Ask once, then put off; not while she pauses, and no sooner than the desk's policy says.

    STOP ends it: nothing leaves, and nothing more is planned until she is back.
    """
    hers = (
        Enrolment.objects.select_related("desk", "responder")
        .filter(pk=UUID(payload["enrolment"]), state=Enrolment.State.VERIFIED)
        .first()
    )
    if hers is None or hers.desk is None or hers.responder is None:
        return
    if wait := _wait(hers.responder, hers.desk, now):
        _plan(hers, hers.desk, wait)
        return
    if hers.responder.opted_out_at is None:
        Enrolment.objects.filter(pk=hers.pk).update(asked_fresh_at=now)
        enrol_words.say("unchanged_asked", hers, key=f"{hers.pk}:{now:%Y%m%d}", now=now)
    _plan(hers, hers.desk, now + _patience(hers.desk))


def _wait(hers: Responder, desk: Desk, now: datetime) -> datetime | None:
    """A later day to ask, where this one is too soon."""
    declared, paused = hers.availability_declared_at, hers.paused_until
    if paused is not None and paused > now:
        return paused + timedelta(days=1)
    if declared is not None and declared + _patience(desk) > now:
        return declared + _patience(desk)
    return now + timedelta(days=1) if not hers.sms_ok else None
