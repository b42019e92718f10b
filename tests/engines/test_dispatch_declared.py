"""Hours of a week that a carer declares: laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.dispatch.declared import HOURS_OF_PART, declared_hours
from maillon.errors import RuleError

DAYS = st.frozensets(st.integers(0, 6))
PARTS = st.frozensets(st.sampled_from(sorted(HOURS_OF_PART)))


def test_a_week_declared_whole_is_a_hundred_and_sixty_eight_hours() -> None:
    assert declared_hours(range(7), HOURS_OF_PART) == 168


def test_three_mornings_are_fifteen_hours() -> None:
    assert declared_hours([0, 2, 4], ["morning"]) == 15


@given(DAYS, DAYS, PARTS)
def test_days_apart_add_up(first: frozenset[int], other: frozenset[int], parts: set[str]) -> None:
    apart = other - first
    both = declared_hours(first | apart, parts)
    assert both == declared_hours(first, parts) + declared_hours(apart, parts)


@given(DAYS, PARTS, PARTS)
def test_one_more_part_never_takes_hours_away(
    days: frozenset[int], parts: frozenset[str], more: frozenset[str]
) -> None:
    assert declared_hours(days, parts | more) >= declared_hours(days, parts)


@pytest.mark.parametrize(("days", "parts"), [([7], ["noon"]), ([-1], ["noon"]), ([1], ["dawn"])])
def test_what_does_not_exist_is_refused(days: list[int], parts: list[str]) -> None:
    with pytest.raises(RuleError):
        declared_hours(days, parts)
