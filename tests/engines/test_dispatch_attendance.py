"""Whether somebody was seen while the desk was open: seen + absent + unknown is the opening."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.dispatch import DeskHours
from maillon.engines.dispatch.attendance import (
    QUARTER,
    attendance,
    claimed_once,
    shared,
    united,
    without,
)
from tests.engines.dispatch_cast import PARIS

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
Stretch = tuple[datetime, datetime]


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def spans(*pairs: tuple[int, int]) -> list[Stretch]:
    return [(at(began), at(until)) for began, until in pairs]


some = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 90)).map(lambda p: (at(p[0]), at(p[0] + p[1]))),
    max_size=8,
)


def minutes(given: list[Stretch]) -> set[int]:
    return {m for m in range(400) for began, until in given if began <= at(m) < until}


def test_several_who_overlap_hold_each_minute_once() -> None:
    told = attendance(spans((0, 120)), spans((0, 70), (30, 90), (80, 120)), spans((0, 120)))
    assert (told.held, told.absent, told.unknown) == (timedelta(hours=2), (), ())


def test_an_absence_counts_past_a_quarter_of_an_hour() -> None:
    known = spans((0, 120))
    assert attendance(spans((0, 120)), spans((0, 60), (75, 120)), known).absent == ()
    told = attendance(spans((0, 120)), spans((0, 60), (76, 120)), known)
    assert list(told.absent) == spans((60, 76))
    assert told.held == timedelta(minutes=104)


def test_what_nobody_could_see_is_unknown_and_never_an_absence() -> None:
    told = attendance(spans((0, 240)), spans((0, 60)), spans((0, 70), (200, 240)))
    assert list(told.absent) == spans((200, 240))
    assert list(told.unknown) == spans((60, 200)), "ten minutes before it went down prove nothing"
    assert told.held == timedelta(hours=1)
    assert attendance(spans((0, 60)), spans((0, 60)), ()).held == timedelta(0), "no witness"


def test_a_clock_that_jumped_ahead_and_came_back_makes_the_time_it_lived_twice_doubtful() -> None:
    assert claimed_once(spans((0, 60), (120, 160), (100, 300))) == spans(
        (0, 60), (100, 120), (160, 300)
    )


def test_a_clock_that_went_back_and_was_put_right_makes_it_doubtful_too() -> None:
    assert claimed_once(spans((0, 60), (0, 40), (100, 300))) == spans((100, 300))


def test_three_days_ahead_for_an_hour_spoil_that_hour_and_not_the_three_days() -> None:
    day = 24 * 60
    rows = spans((0, 60), (3 * day, 3 * day + 60), (120, 200), (260, 5 * day))
    assert claimed_once(rows) == spans((0, 60), (120, 200), (260, 3 * day), (3 * day + 60, 5 * day))


def test_the_opening_of_a_night_that_changes_hours_is_as_long_as_it_was_lived() -> None:
    hours = DeskHours(tz=PARIS, weekly={6: ((time(0), time(12)),)})
    for day, lived in (
        (datetime(2026, 10, 25, tzinfo=PARIS), 13),
        (datetime(2027, 3, 28, tzinfo=PARIS), 11),
    ):
        ((began, until),) = hours.openings(day, day + timedelta(days=1))
        assert until.astimezone(UTC) - began.astimezone(UTC) == timedelta(hours=lived)


def test_openings_are_cut_to_what_is_asked_and_a_closed_day_has_none() -> None:
    week = {n: ((time(9), time(12)), (time(14), time(24 - 1))) for n in range(7)}
    hours = DeskHours(tz=PARIS, weekly=week, closed_on=frozenset({START.date()}))
    tomorrow = START + timedelta(days=1)
    assert hours.openings(START, START + timedelta(hours=8)) == ()
    assert hours.openings(START, tomorrow + timedelta(minutes=30)) == (
        (tomorrow, tomorrow + timedelta(minutes=30)),
    )


@given(some, some)
def test_spans_are_sets_of_moments(one: list[Stretch], other: list[Stretch]) -> None:
    first, second = united(one), united(other)
    assert minutes(first) == minutes(one)
    assert minutes(shared(first, second)) == minutes(one) & minutes(other)
    assert minutes(without(first, second)) == minutes(one) - minutes(other)


@given(some, some, some)
def test_seen_absent_and_unknown_make_up_the_opening(
    opened: list[Stretch], seen: list[Stretch], known: list[Stretch]
) -> None:
    told = attendance(opened, seen, known)
    away = sum((until - began for began, until in (*told.absent, *told.unknown)), timedelta(0))
    assert told.held + away == told.opened
    assert all(until - began > QUARTER for began, until in told.absent)
    assert minutes(list(told.absent)) <= minutes(opened) & minutes(known) - minutes(seen)
