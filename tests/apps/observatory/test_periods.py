"""Periods as people name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.observatory.delays import quantile
from maillon.apps.observatory.periods import KINDS, Kind, Period, around, free
from maillon.apps.observatory.web.wording import before_words, period_words
from maillon.errors import Refused

DAYS = st.dates(date(2001, 1, 1), date(2190, 1, 1))
NAMED = st.sampled_from([kind for kind in KINDS if kind != "free"])


@given(DAYS, NAMED)
def test_a_day_is_in_its_period_between_its_neighbours(day: date, kind: Kind) -> None:
    period = around(kind, day)
    assert period.start <= day <= period.last < period.end
    assert (period.before.end, period.after.start) == (period.start, period.end)
    assert period.after.before == period == period.before.after


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("week", date(2026, 11, 23), date(2026, 11, 30)),
        ("month", date(2026, 11, 1), date(2026, 12, 1)),
        ("quarter", date(2026, 10, 1), date(2027, 1, 1)),
        ("year", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_the_period_of_a_day_in_november(kind: Kind, start: date, end: date) -> None:
    assert around(kind, date(2026, 11, 24)) == Period(kind, start, end)


@pytest.mark.parametrize(
    ("month", "name", "before"),
    [
        (2, "1ᵉʳ trimestre 2026", "au 4ᵉ trimestre 2025"),
        (11, "4ᵉ trimestre 2026", "au 3ᵉ trimestre 2026"),
    ],
)
def test_a_quarter_is_named_as_it_is_read(month: int, name: str, before: str) -> None:
    period = around("quarter", date(2026, month, 9))
    assert (period_words(period), before_words(period)) == (name, before)


def test_both_days_of_a_free_period_are_counted() -> None:
    day = date(2026, 2, 28)
    assert free(day, day).end == date(2026, 3, 1)


@pytest.mark.parametrize("last", [date(2026, 1, 31), date(2031, 3, 1)])
def test_a_period_upside_down_or_endless_is_refused(last: date) -> None:
    with pytest.raises(Refused):
        free(date(2026, 2, 1), last)


@given(st.lists(st.timedeltas(), min_size=1), st.sampled_from([0.5, 0.9]))
def test_a_quantile_is_one_of_the_waits_and_as_many_are_no_longer(
    waits: list[timedelta], share: float
) -> None:
    found = quantile(sorted(waits), share)
    assert found in waits
    assert sum(wait <= found for wait in waits) >= share * len(waits)
