"""Timers: leased, done once, put off further and further when they fail (I7)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from maillon.kernel import events, jobs
from maillon.kernel.models import Job
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def ran() -> Iterator[list[Any]]:
    """What the trial handler was given, in order."""
    seen: list[Any] = []
    jobs.register("essai", lambda payload, now: seen.append(payload["n"]))
    yield seen
    jobs.handlers.pop("essai", None)
    jobs.handlers.pop("chute", None)


def plan(number: int, minutes: int = 0, kind: str = "essai") -> bool:
    return jobs.enqueue(
        kind, key=f"{kind}:{number}", run_at=MORNING + minutes * A_MINUTE, payload={"n": number}
    )


def test_a_key_is_planned_once(ran: list[Any]) -> None:
    assert [plan(1), plan(1)] == [True, False]
    assert jobs.run_due(MORNING) == 1
    assert not plan(1)
    assert (jobs.run_due(MORNING), ran) == (0, [1])


def test_nothing_runs_before_its_time_and_the_most_urgent_first(ran: list[Any]) -> None:
    plan(3, 3), plan(1, 1), plan(2, 2), plan(9, 9)
    jobs.run_due(MORNING)
    assert ran == []
    jobs.run_due(MORNING + 5 * A_MINUTE)
    assert ran == [1, 2, 3]


def test_a_plan_leaves_with_the_change_that_made_it(ran: list[Any]) -> None:
    with transaction.atomic():
        plan(1)
        transaction.set_rollback(True)
    assert jobs.run_due(MORNING) == 0


def test_a_job_held_by_a_living_lease_is_left_alone_and_taken_when_it_ends(ran: list[Any]) -> None:
    plan(1)
    Job.objects.update(leased_until=MORNING + A_MINUTE, attempts=1)  # a worker died holding it
    assert (jobs.run_due(MORNING), ran) == (0, [])
    assert (jobs.run_due(MORNING + A_MINUTE), ran) == (1, [1])
    assert Job.objects.get().attempts == 2


def fall(payload: dict[str, Any], now: Any) -> None:
    events.bump("chute")
    raise ValueError("Suzanne Fournier, 3 rue des Essais")


def test_a_failing_job_waits_longer_each_time_then_gives_up(ran: list[Any]) -> None:
    jobs.register("chute", fall)
    plan(1, kind="chute")
    now, waits = MORNING, []
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs.run_due(now) == 1
        until = Job.objects.get().leased_until
        assert until is not None
        waits.append((until - now).total_seconds())
        now = until
    assert waits == [2**n for n in range(1, jobs.MAX_ATTEMPTS + 1)]
    assert Job.objects.get().failed_at is not None
    assert jobs.run_due(now + timedelta(days=1)) == 0


def test_what_a_failing_handler_wrote_is_undone_and_its_words_are_not_kept(ran: list[Any]) -> None:
    jobs.register("chute", fall)
    plan(1, kind="chute")
    jobs.run_due(MORNING)
    assert events.numbers(["chute"]) == {}
    assert Job.objects.get().last_error == "ValueError"


def test_one_failing_job_does_not_stop_the_others(ran: list[Any]) -> None:
    jobs.register("chute", fall)
    plan(1, kind="chute"), plan(2, 1)
    jobs.run_due(MORNING + A_MINUTE)
    assert ran == [2]


def test_a_kind_that_nobody_handles_waits_for_whoever_will(ran: list[Any]) -> None:
    plan(1, kind="inconnue")
    jobs.run_due(MORNING)
    assert (Job.objects.get().done_at, Job.objects.get().last_error) == (None, "KeyError")


def test_a_job_whose_reason_is_gone_is_forgotten_unless_done(ran: list[Any]) -> None:
    plan(1), plan(2)
    assert jobs.forget("essai:1") == 1
    jobs.run_due(MORNING)
    assert jobs.forget("essai:2") == 0
    assert (ran, Job.objects.count()) == ([2], 1)


def test_a_job_forgotten_by_somebody_else_once_claimed_is_not_done(
    ran: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(1), plan(2, 1)
    claimed = jobs._CLAIMED

    class Crossed:
        def done(self, *given: Any) -> int:
            held = claimed.done(*given)
            jobs.forget("essai:1")
            return held

    monkeypatch.setattr(jobs, "_CLAIMED", Crossed())
    assert (jobs.run_due(MORNING + A_MINUTE), ran) == (1, [2])


def test_a_job_that_fails_while_it_is_forgotten_stays_forgotten(ran: list[Any]) -> None:
    plan(1)
    job = Job.objects.get()
    jobs.forget("essai:1")
    jobs._postpone(job, LookupError(), MORNING)
    assert not Job.objects.exists()
