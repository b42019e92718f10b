"""Faults of timers, of the order of asking, of limits and of memory."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.desk import actions, facts
from maillon.apps.desk.actions import progress, searching
from maillon.apps.desk.models import Need
from maillon.engines.dispatch import judging
from maillon.kernel import jobs
from maillon.kernel.models import Job
from maillon.kernel.prepared import Prepared

Patched = AbstractContextManager[Any]


def a_timer_sleeps() -> Patched:
    """One kind of timer is never looked at."""

    def sleepy(limit: int) -> Prepared[Job]:
        def awake(now: datetime) -> "QuerySet[Job, Any]":
            due = Job.objects.due(now).exclude(kind="desk.ask_proof")
            return due.values_list("pk")[:limit]

        return Prepared(awake, datetime)

    return patch.object(jobs, "_due", sleepy)


def widened_early() -> Patched:
    """« Solliciter maintenant » does not look whose window is running."""

    def early(*, need_id: Any, by: Any, now: datetime) -> None:
        with transaction.atomic():
            need = Need.objects.select_related("request__desk").get(pk=need_id)
            request = progress.lock_open(need.request_id)
            searching.advance(need, by=by, now=now)
            progress.refresh(request, by=by, now=now)

    return patch.object(actions, "hasten", early)


def whoever_does_it_or_not() -> Patched:
    """What a carer said she takes is not read."""
    return patch.object(judging, "_unfit", lambda need, candidate: iter(()))


def no_limit() -> Patched:
    """Everybody seems to hold no offer yet."""
    plain = facts._offer_counts

    def light(*given: Any) -> Any:
        return {pk: (0, lately) for pk, (_, lately) in plain(*given).items()}

    return patch.object(facts, "_offer_counts", light)


def withdrawn_and_forgotten() -> Patched:
    """She who gave the seat back is asked again as if she never had it."""
    plain = facts._history

    def forgetful(*given: Any) -> Any:
        asked, _, busy = plain(*given)
        return asked, set(), busy

    return patch.object(facts, "_history", forgetful)


@contextmanager
def timers_ring_twice() -> Iterator[None]:
    """What is done is not marked before it is done again."""
    plain = jobs._claim_and_do

    def twice(pk: int, now: datetime) -> int:
        done = plain(pk, now)
        job = Job.objects.filter(pk=pk, kind="desk.ask_proof").first()
        if job is not None and job.done_at is not None:
            with transaction.atomic():
                jobs.handlers[job.kind](job.payload, now)
        return done

    with patch.object(jobs, "_claim_and_do", twice):
        yield
