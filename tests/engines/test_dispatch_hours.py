"""Wall clocks, in every zone and on the nights that are too short or too long."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.dispatch import DeskHours, is_quiet, next_loud
from tests.engines.dispatch_cast import DESK, PARIS, ZONES, moments

FROM, UNTIL = time(21, 0), time(7, 0)
AUTUMN_NIGHT = datetime(2026, 10, 24, 12, tzinfo=UTC)
SPRING_NIGHT = datetime(2027, 3, 27, 12, tzinfo=UTC)
nights = moments(AUTUMN_NIGHT, 2) | moments(SPRING_NIGHT, 2)
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def paris(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=PARIS)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(20, 59, False), (21, 0, True), (23, 59, True), (0, 0, True), (6, 59, True), (7, 0, False)],
)
def test_quiet_hours_are_half_open_and_cross_midnight(hour: int, minute: int, quiet: bool) -> None:
    assert is_quiet(paris(2026, 11, 24, hour, minute), FROM, UNTIL, PARIS) is quiet


def test_equal_times_mean_no_quiet_hours() -> None:
    at = paris(2026, 11, 24, 7)
    assert not is_quiet(at, UNTIL, UNTIL, PARIS)


def test_the_evening_waits_for_the_next_morning_and_the_night_for_the_same() -> None:
    morning = paris(2026, 11, 25, 7)
    assert next_loud(paris(2026, 11, 24, 22), FROM, UNTIL, PARIS) == morning
    assert next_loud(paris(2026, 11, 25, 3), FROM, UNTIL, PARIS) == morning
    assert next_loud(morning, FROM, UNTIL, PARIS) == morning


def test_the_autumn_night_lasts_an_hour_more_and_the_spring_night_an_hour_less() -> None:
    autumn = next_loud(paris(2026, 10, 24, 21), FROM, UNTIL, PARIS)
    spring = next_loud(paris(2027, 3, 27, 21), FROM, UNTIL, PARIS)
    assert autumn == datetime(2026, 10, 25, 6, tzinfo=UTC)
    assert spring == datetime(2027, 3, 28, 5, tzinfo=UTC)
    assert autumn - paris(2026, 10, 24, 21).astimezone(UTC) == timedelta(hours=11)
    assert spring - paris(2027, 3, 27, 21).astimezone(UTC) == timedelta(hours=9)


def test_an_hour_that_comes_twice_ends_the_quiet_the_second_time() -> None:
    assert next_loud(paris(2026, 10, 25, 1), FROM, time(2, 30), PARIS) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_an_hour_that_does_not_exist_ends_the_quiet_after_the_gap() -> None:
    end = next_loud(paris(2027, 3, 28, 1), FROM, time(2, 30), PARIS)
    assert end.astimezone(PARIS).time() == time(3, 30)


@given(nights, st.sampled_from(ZONES), clocks, clocks)
def test_what_waits_for_the_quiet_to_end_is_never_inside_it_nor_a_day_late(
    at: datetime, tz: tzinfo, start: time, end: time
) -> None:
    loud = next_loud(at, start, end, tz)
    assert at <= loud <= at + timedelta(hours=25)
    assert loud == at or is_quiet(at, start, end, tz)
    # Quiet hours that begin within the hour that comes twice end and begin again that night.
    assert not is_quiet(loud, start, end, tz) or start.hour in (2, 3)


@given(nights, st.sampled_from(ZONES))
def test_no_moment_of_the_changing_nights_lets_a_message_out_in_the_quiet(
    at: datetime, tz: tzinfo
) -> None:
    wall = next_loud(at, FROM, UNTIL, tz).astimezone(tz).time()
    assert UNTIL <= wall < FROM


def test_the_desk_opens_at_nine_and_closes_at_half_past_seven() -> None:
    assert not DESK.is_open(paris(2026, 11, 24, 8, 59))
    assert DESK.is_open(paris(2026, 11, 24, 9, 0))
    assert not DESK.is_open(paris(2026, 11, 24, 19, 30))


def test_saturday_night_waits_for_monday() -> None:
    assert DESK.next_open(paris(2026, 11, 28, 20)) == paris(2026, 11, 30, 9)


def test_a_closed_day_is_skipped() -> None:
    closed = DeskHours(PARIS, DESK.weekly, frozenset({date(2026, 12, 25)}))
    assert closed.next_open(paris(2026, 12, 24, 20)) == paris(2026, 12, 26, 9)


def test_a_desk_without_hours_makes_nobody_wait() -> None:
    at = paris(2026, 11, 24, 3)
    assert DeskHours(PARIS).next_open(at) == at


@given(moments(AUTUMN_NIGHT, 30), st.sampled_from(ZONES))
def test_the_next_opening_is_open(at: datetime, tz: tzinfo) -> None:
    desk = DeskHours(tz, DESK.weekly)
    opening = desk.next_open(at)
    assert opening >= at
    assert desk.is_open(opening)


@given(at=nights, zone=st.sampled_from(ZONES))
def test_a_desk_is_open_until_it_closes_and_not_at_that_moment(at: datetime, zone: tzinfo) -> None:
    hours = DeskHours(tz=zone, weekly=dict.fromkeys(range(7), DESK.weekly[0]))
    closing = hours.next_close(at)
    assert closing is not None
    assert closing > at
    assert not hours.is_open(closing)
    assert hours.is_open(closing - timedelta(microseconds=1))
    if hours.is_open(at):
        assert hours.end_of_span(at) <= closing


def test_spans_without_a_gap_are_one_opening_midnight_included() -> None:
    always = {day: ((time(0), time.max),) for day in range(7)}
    assert DeskHours(tz=PARIS, weekly=always).next_close(paris(2026, 11, 24, 9)) is None
    noon = {1: ((time(9), time(12)), (time(12), time(18)))}
    hours = DeskHours(tz=PARIS, weekly=noon)
    assert hours.next_close(paris(2026, 11, 24, 9)) == paris(2026, 11, 24, 18)
    assert hours.end_of_span(paris(2026, 11, 24, 9)) == paris(2026, 11, 24, 12)
    assert hours.end_of_span(paris(2026, 11, 24, 19)) == paris(2026, 11, 24, 19)
