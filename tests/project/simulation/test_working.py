"""What the worker of the simulation counts: a timer that rang (I16)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from maillon.kernel import jobs
from maillon.kernel.models import Job
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.hand import Hand
from maillon.project.simulation.working import Worker

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
RANG = ("test.ring", "[('desk', '1')]")


@pytest.fixture
def worker() -> Iterator[Worker]:
    def rings(payload: dict[str, Any], now: datetime) -> None:
        """Nothing else."""

    jobs.register("test.ring", rings)
    found = Worker(Hand(NOON), Draws(1))
    with found.watched():
        yield found
    del jobs.handlers["test.ring"]


def plan(run_at: datetime) -> bool:
    return jobs.enqueue("test.ring", key="closing", run_at=run_at, payload={"desk": "1"})


def test_i16_a_timer_done_while_the_clock_ran_ahead_and_again_in_its_hour_rang_once(
    worker: Worker,
) -> None:
    plan(LATER)
    jobs.run_due(LATER)
    assert jobs.unring("closing", NOON) == 1
    plan(LATER)
    jobs.run_due(LATER)
    assert worker.fired[RANG] == Job.objects.exclude(done_at=None).count() == 1


def test_i16_a_timer_dropped_in_its_own_time_rang_twice(worker: Worker) -> None:
    plan(NOON)
    jobs.run_due(NOON)
    assert jobs.unring("closing", LATER) == 0
    Job.objects.filter(key="closing").delete()  # what no code may do
    plan(NOON)
    jobs.run_due(NOON)
    assert worker.fired[RANG] == 2


def test_what_is_taken_back_was_not_dropped(worker: Worker) -> None:
    plan(LATER)
    jobs.run_due(LATER)
    with transaction.atomic():
        jobs.unring("closing", NOON)
        transaction.set_rollback(True)
    assert worker.fired[RANG] == 1
