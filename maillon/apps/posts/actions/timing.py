from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.journal import actions as journal
from maillon.apps.posts import access
from maillon.apps.posts.actions.noting import LONGEST, NewTime, settled, write
from maillon.apps.posts.models import CoordinationTime, RunningTimer
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["drop_timer", "start_timer", "stop_timer"]

FORGOTTEN: Final = timedelta(hours=12)


def start_timer(
    *, organization_id: UUID, task: str, by: AccountViewer, now: datetime, words: str = "",
    kind: str = "",
) -> RunningTimer:  # fmt: skip
    """Start the one timer she may have. It runs until she stops it, page closed or not.

    Raises ``NotFound`` for who does not work there, ``Refused``: ``time_unknown``,
    ``timer_running``.
    """
    access.require_team(by, organization_id)
    timer = RunningTimer(
        account_id=by.account_id, organization_id=organization_id, kind=settled(task, kind),
        task=task, words=words.strip()[:LONGEST], started_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            timer.save(force_insert=True)
            _tell("posts.timer_started", timer, by, now)
    except IntegrityError:
        raise Refused("timer_running") from None
    return timer


def stop_timer(*, by: AccountViewer, now: datetime, minutes: int | None = None) -> CoordinationTime:
    """Stop her timer: its time becomes a line, dated of the day it began.

    ``minutes`` says less than what ran, where she was interrupted. Raises ``Refused``:
    ``timer_none``, ``timer_long`` (more than twelve hours, and no minutes told), ``timer_more``.
    """
    with transaction.atomic():
        timer = _running(by)
        ran = now - timer.started_at
        if minutes is None and ran > FORGOTTEN:
            raise Refused("timer_long")
        whole = max(1, round(ran / timedelta(minutes=1)))
        if minutes is not None and minutes > whole:
            raise Refused("timer_more")
        new = NewTime(
            timer.task, whole if minutes is None else minutes,
            timer.started_at.astimezone(PARIS).date(), timer.words, timer.kind, timer.started_at,
        )  # fmt: skip
        line = write(timer.organization_id, new, by, now, origin="timer")
        timer.delete()
    return line


def drop_timer(*, by: AccountViewer, now: datetime) -> UUID:
    """Forget her timer without noting anything; its structure. ``Refused('timer_none')``."""
    with transaction.atomic():
        timer = _running(by)
        _tell("posts.timer_dropped", timer, by, now)
        timer.delete()
    return timer.organization_id


def _running(by: AccountViewer) -> RunningTimer:
    rows = RunningTimer.objects.select_for_update(of=("self",))
    found = rows.filter(account_id=by.account_id).first()
    if found is None:
        raise Refused("timer_none")
    access.require_team(by, found.organization_id)
    return found


def _tell(act: str, timer: RunningTimer, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=timer.organization_id, by=by, now=now,
        subjects=[("timer", timer.pk)],
    )  # fmt: skip
