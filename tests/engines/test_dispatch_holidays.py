"""The legal holidays of France, and desks they close."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maillon.engines.dispatch import DeskHours
from maillon.engines.dispatch.holidays import easter, public_holidays

PARIS = ZoneInfo("Europe/Paris")
DAY = ((time(9), time(19, 30)),)
ALWAYS = ((time(0), time.max),)


@pytest.mark.parametrize(
    "sunday",
    [
        date(1818, 3, 22), date(1943, 4, 25), date(2000, 4, 23), date(2008, 3, 23),
        date(2019, 4, 21), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5),
        date(2027, 3, 28), date(2038, 4, 25), date(2285, 3, 22),
    ],
)  # fmt: skip
def test_easter_falls_where_the_calendars_say(sunday: date) -> None:
    assert easter(sunday.year) == sunday


def test_the_eleven_of_2026() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8),
        date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 14), date(2026, 8, 15),
        date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("department", "day"),
    [
        ("67", date(2026, 12, 26)), ("971", date(2026, 5, 27)), ("972", date(2026, 5, 22)),
        ("973", date(2026, 6, 10)), ("974", date(2026, 12, 20)), ("976", date(2026, 4, 27)),
    ],
)  # fmt: skip
def test_a_department_adds_its_own_and_no_other_has_it(department: str, day: date) -> None:
    assert public_holidays(2026, department) - public_holidays(2026, "42") == {day}


def test_a_holiday_closes_and_the_next_opening_is_the_day_after() -> None:
    hours = DeskHours(PARIS, dict.fromkeys(range(7), DAY), holidays="42")
    eve = datetime(2026, 12, 24, 17, tzinfo=UTC)
    noon = datetime(2026, 12, 25, 11, tzinfo=UTC)
    assert hours.is_open(eve)
    assert not hours.is_open(noon)
    assert hours.next_open(noon) == datetime(2026, 12, 26, 8, tzinfo=UTC)
    assert hours.next_close(noon) == datetime(2026, 12, 26, 18, 30, tzinfo=UTC)
    assert not DeskHours(PARIS, hours.weekly, holidays="67").is_open(noon + timedelta(days=1))
    assert DeskHours(PARIS, hours.weekly).is_open(noon), "a desk that never said so is open"


def test_a_desk_open_day_and_night_closes_at_midnight_before_a_holiday() -> None:
    hours = DeskHours(PARIS, dict.fromkeys(range(7), ALWAYS), holidays="42")
    assert hours.next_close(datetime(2026, 12, 24, 17, tzinfo=UTC)) == datetime(
        2026, 12, 24, 23, tzinfo=UTC
    )


def test_a_month_of_closing_still_has_a_next_opening() -> None:
    august = frozenset(date(2026, 8, 1) + timedelta(days=n) for n in range(60))
    hours = DeskHours(PARIS, dict.fromkeys(range(7), DAY), august)
    assert hours.next_open(datetime(2026, 8, 2, tzinfo=UTC)) == datetime(2026, 9, 30, 7, tzinfo=UTC)
