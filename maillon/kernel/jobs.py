"""Timers and messages: leased rows, each done once.

A job is enqueued in the business transaction and identified by a key. A worker claims
it by a guarded update with a lease; killed in between, the lease ends and another
worker does it. Handlers run in their own transaction together with the row's ``done_at``,
so what a handler writes and the fact that it ran stand or fall together.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from maillon.kernel.models import Job

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
    if Job.objects.filter(key=key).exists():
        return False
    job = Job(key=key, kind=kind, run_at=run_at, payload=payload)
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return True


def forget(key: str) -> int:
    """Drop a waiting job whose reason is gone; one that was done stays.

    One that a worker is doing at this moment is left to it: its handler finds the reason
    gone. Waiting for it here, with the reason's rows held, would be a deadly embrace.
    """
    waiting = Job.objects.select_for_update(skip_locked=True).filter(key=key, done_at=None)
    return Job.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).delete()[0]


def unring(key: str, now: datetime) -> int:
    """Drop a job done in the future, under a clock that ran ahead: it may be planned again."""
    return Job.objects.filter(key=key, done_at__gt=now).delete()[0]


def run_due(now: datetime, limit: int = 50) -> int:
    """Do the due jobs, most urgent first; returns how many were done or failed."""
    ids = list(Job.objects.due(now).values_list("pk", flat=True)[:limit])
    return sum(_claim_and_do(pk, now) for pk in ids)


def _claim_and_do(pk: int, now: datetime) -> int:
    claimed = (
        Job.objects.due(now)
        .filter(pk=pk)
        .update(leased_until=now + LEASE, attempts=models.F("attempts") + 1)
    )
    if not claimed:
        return 0
    job = Job.objects.get(pk=pk)
    try:
        with transaction.atomic():
            if Job.objects.filter(pk=pk, done_at=None).update(done_at=now, leased_until=None):
                handlers[job.kind](job.payload, now)
    except Exception as error:
        _postpone(job, error, now)
    return 1


def _postpone(job: Job, error: Exception, now: datetime) -> None:
    """Only the class of the error is kept: messages may carry personal data."""
    job.last_error = type(error).__name__
    job.leased_until = now + timedelta(seconds=2**job.attempts)
    if job.attempts >= MAX_ATTEMPTS:
        job.failed_at = now
    job.save(update_fields=["last_error", "leased_until", "failed_at"])
