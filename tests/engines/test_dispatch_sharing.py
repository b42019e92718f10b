"""How evenly something is shared among places declared: laws of the measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.dispatch.sharing import gini
from maillon.errors import RuleError

PLACES = st.integers(1, 9)
SHARES = st.lists(st.tuples(st.integers(0, 30), PLACES), min_size=1, max_size=20)


def test_as_declared_is_perfectly_even() -> None:
    assert gini([6, 1, 3], [6, 1, 3]) == pytest.approx(0)


def test_one_of_four_who_receives_all_is_three_quarters() -> None:
    assert gini([8, 0, 0, 0], [1, 1, 1, 1]) == pytest.approx(0.75)


def test_the_known_example_of_two() -> None:
    assert gini([1, 3], [1, 1]) == pytest.approx(0.25)


def test_nothing_received_is_even() -> None:
    assert gini([0, 0], [1, 2]) == 0


@given(SHARES)
def test_it_stays_between_none_and_all(rows: list[tuple[int, int]]) -> None:
    received, places = zip(*rows, strict=True)
    assert 0 <= gini(received, places) < 1


@given(SHARES, st.integers(2, 5))
def test_more_for_everybody_in_proportion_changes_nothing(
    rows: list[tuple[int, int]], times: int
) -> None:
    received, places = zip(*rows, strict=True)
    more = [amount * times for amount in received]
    assert gini(more, places) == pytest.approx(gini(received, places))


@given(SHARES)
def test_the_order_of_carers_changes_nothing(rows: list[tuple[int, int]]) -> None:
    received, places = zip(*rows, strict=True)
    assert gini(received[::-1], places[::-1]) == pytest.approx(gini(received, places))


@given(PLACES, PLACES, st.integers(1, 20))
def test_a_carer_split_in_two_as_she_was_served_changes_nothing(
    few: int, many: int, each: int
) -> None:
    whole = gini([each * few, 0], [few, many])
    assert gini([each * few, 0, 0], [few, many - many // 2 or 1, many // 2 or 1]) == pytest.approx(
        whole if many > 1 else gini([each * few, 0, 0], [few, 1, 1])
    )


@pytest.mark.parametrize(("received", "places"), [([], []), ([1], [0]), ([-1], [1]), ([1], [1, 2])])
def test_what_cannot_be_is_said(received: list[float], places: list[float]) -> None:
    with pytest.raises(RuleError):
        gini(received, places)
