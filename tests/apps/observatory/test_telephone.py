"""How the telephone was answered, said as the emergency services say it."""

from datetime import datetime, timedelta

import pytest

from maillon.apps.desk.models import Call
from maillon.apps.observatory.periods import around
from maillon.apps.observatory.queries.report import report
from maillon.apps.observatory.queries.telephone import Answering, sort_of
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db


def call(world: DeskWorld, place: int, seconds: int | None) -> Call:
    """A call answered after so many seconds, or given up after a minute."""
    answered = None if seconds is None else MORNING + timedelta(seconds=seconds)
    return Call(
        desk=world.desk, key=f"c-{place}", heard_at=MORNING, started_at=MORNING,
        answered_at=answered, ended_at=MORNING + timedelta(minutes=1),
    )  # fmt: skip


def answered(waits: list[int | None]) -> Answering | None:
    world = situations.saint_chamond()
    Call.objects.bulk_create(call(world, place, wait) for place, wait in enumerate(waits))
    return report(world.by, world.desk.pk, around("month", TODAY), now=MORNING).telephone


def test_shares_and_waits_of_a_month() -> None:
    found = answered([10] * 20 + [45] * 12 + [90] * 11 + [None] * 17)
    assert found is not None
    assert (found.calls, found.rest) == (60, 0)
    assert (found.within_30, found.within_60) == (20 / 60, 32 / 60)
    assert found.given_up == 17 / 60
    assert (found.median, found.p90) == (timedelta(seconds=45), timedelta(seconds=90))


def test_few_given_up_are_withheld() -> None:
    found = answered([10] * 40 + [45] * 15 + [None] * 3)
    assert found is not None
    assert found.given_up is None
    assert found.within_60 is None
    assert found.within_30 == 40 / 58


def test_calls_that_ring_at_night_are_no_callers_who_gave_up() -> None:
    world = situations.saint_chamond()
    night = timedelta(hours=12)
    by_day = [call(world, place, 10) for place in range(40)]
    by_night = [call(world, place, None) for place in range(100, 120)]
    for one in by_night:
        one.started_at, one.ended_at = MORNING - night, MORNING - night + timedelta(minutes=1)
    Call.objects.bulk_create([*by_day, *by_night])
    found = report(world.by, world.desk.pk, around("month", TODAY), now=MORNING).telephone
    assert found is not None
    assert (found.calls, found.outside, found.given_up) == (40, 20, 0)
    assert found.within_30 == 1


def test_few_calls_at_night_are_withheld() -> None:
    world = situations.saint_chamond()
    few = [call(world, place, None) for place in range(100, 103)]
    for one in few:
        one.started_at = MORNING - timedelta(hours=12)
    Call.objects.bulk_create([*(call(world, place, 10) for place in range(40)), *few])
    found = report(world.by, world.desk.pk, around("month", TODAY), now=MORNING).telephone
    assert found is not None
    assert (found.calls, found.outside) == (40, None)


@pytest.mark.parametrize("waits", [[], [10] * 10])
def test_no_call_or_too_few_say_nothing(waits: list[int | None]) -> None:
    assert answered(waits) is None


@pytest.mark.parametrize(
    ("wait", "ended", "sort"),
    [(0, True, "s30"), (30, True, "s30"), (31, True, "s60"), (60, False, "s60"),
     (61, True, "later"), (-5, True, "s30"), (None, True, "given_up"), (None, False, "unknown")],
)  # fmt: skip
def test_where_a_call_falls(wait: int | None, ended: bool, sort: str) -> None:
    moment: datetime | None = None if wait is None else MORNING + timedelta(seconds=wait)
    assert sort_of(MORNING, moment, MORNING if ended else None) == sort
