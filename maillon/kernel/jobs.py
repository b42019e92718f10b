"""Timers and messages: leased rows, each done once.

A job is enqueued in the business transaction and identified by a key. A worker claims
it by a guarded update with a lease; killed in between, the lease ends and another
worker does it. Handlers run in their own transaction together with the row's ``done_at``,
so what a handler writes and the fact that it ran stand or fall together.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.db import models, transaction

from maillon.kernel import bulk
from maillon.kernel.models import Job
from maillon.kernel.prepared import Change, Prepared

__all__ = ["Handler", "enqueue", "forget", "handlers", "register", "run_due", "unring"]

Handler = Callable[[dict[str, Any], datetime], None]

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8
handlers: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Name the function that does jobs of this kind (project/wiring.py only)."""
    handlers[kind] = handler


def enqueue(kind: str, *, key: str, run_at: datetime, payload: dict[str, Any]) -> bool:
    """Plan a job once; ``False`` when a job with this key is already known."""
    if _KNOWN.rows(key):
        return False
    bulk.insert([Job(key=key, kind=kind, run_at=run_at, payload=payload)], ignore_known=True)
    return True


_KNOWN: Final = Prepared(lambda key: Job.objects.filter(key=key).values_list("pk"), str)


def forget(key: str) -> int:
    """Drop a waiting job whose reason is gone; one that was done stays.

    One that a worker is doing at this moment is left to it: its handler finds the reason
    gone. Waiting for it here, with the reason's rows held, would be a deadly embrace.
    """
    waiting = [pk for (pk,) in _FORGOTTEN.rows(key)]
    return Job.objects.filter(pk__in=waiting).delete()[0] if waiting else 0


_FORGOTTEN: Final = Prepared(
    lambda key: (
        Job.objects.select_for_update(skip_locked=True)
        .filter(key=key, done_at=None)
        .values_list("pk")
    ),
    str,
)


def unring(key: str, now: datetime) -> int:
    """Drop a job done in the future, under a clock that ran ahead: it may be planned again."""
    return Job.objects.filter(key=key, done_at__gt=now).delete()[0]


def run_due(now: datetime, limit: int = 50) -> int:
    """Do the due jobs, most urgent first; returns how many were done or failed."""
    return sum(_claim_and_do(pk, now) for (pk,) in _due(limit).rows(now))


@cache
def _due(limit: int) -> Prepared[Job]:
    return Prepared(lambda now: Job.objects.due(now).values_list("pk")[:limit], datetime)


_ONE: Final = Prepared(lambda pk: Job.objects.filter(pk=pk), int)
_CLAIMED: Final = Change(
    lambda pk, now, until: (
        Job.objects.due(now).filter(pk=pk),
        {"leased_until": until, "attempts": models.F("attempts") + 1},
    ),
    int,
    datetime,
    datetime,
)
_DONE: Final = Change(
    lambda pk, now: (
        Job.objects.filter(pk=pk, done_at=None),
        {"done_at": now, "leased_until": None},
    ),
    int,
    datetime,
)


def _claim_and_do(pk: int, now: datetime) -> int:
    """Forgotten by somebody else once claimed, it is not done, and that is no error."""
    found = _ONE.objects(pk) if _CLAIMED.done(pk, now, now + LEASE) else []
    for job in found:
        try:
            with transaction.atomic():
                if _DONE.done(pk, now):
                    handlers[job.kind](job.payload, now)
        except Exception as error:
            _postpone(job, error, now)
    return len(found)


def _postpone(job: Job, error: Exception, now: datetime) -> None:
    """Only the class of the error is kept: messages may carry personal data."""
    failed = job.attempts >= MAX_ATTEMPTS
    Job.objects.filter(pk=job.pk).update(
        last_error=type(error).__name__,
        leased_until=now + timedelta(seconds=2**job.attempts),
        failed_at=now if failed else None,
    )
