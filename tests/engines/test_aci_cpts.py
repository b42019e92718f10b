"""A CPTS has a size; its amounts are published, told by its contract, or asked for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.aci import Malformed
from maillon.engines.aci.cpts import MISSIONS, SHAPES, amount, rule_on, size_of
from maillon.engines.aci.loading import cpts_rules

DAY = date(2025, 6, 1)
RULES = cpts_rules()


@pytest.mark.parametrize(
    ("population", "size", "settled"),
    [
        (0, 1, True),
        (39_999, 1, True),
        (40_000, 2, False),
        (79_999, 2, True),
        (80_000, 3, False),
        (175_000, 3, False),
        (175_001, 4, True),
    ],
)
def test_the_population_decides_of_the_size(population: int, size: int, settled: bool) -> None:
    found = size_of(RULES, population, DAY)
    assert found.number == size
    assert (found.note is None) == settled


@given(st.integers(0, 500_000), st.integers(0, 500_000))
def test_more_inhabitants_never_make_a_smaller_size(some: int, other: int) -> None:
    less, more = sorted((some, other))
    assert size_of(RULES, less, DAY).number <= size_of(RULES, more, DAY).number


def test_a_population_is_not_negative() -> None:
    with pytest.raises(Malformed, match="population count"):
        size_of(RULES, -1, DAY)


def test_a_published_amount_is_given_and_the_contract_goes_before_it() -> None:
    rule = rule_on(RULES, "operating", DAY)
    assert amount(rule, "size_1", {}) == 50_000
    assert amount(rule, "size_1", {"size_1": Decimal(51_000)}) == 51_000


@pytest.mark.parametrize("mission", MISSIONS)
def test_the_amounts_of_a_mission_are_asked_for_and_never_zero(mission: str) -> None:
    rule = rule_on(RULES, mission, DAY)
    with pytest.raises(Malformed, match="fixed_3 amount_unknown") as refused:
        amount(rule, "fixed_3", {})
    assert "contrat" in refused.value.flaws[0].data["ask"]
    assert amount(rule, "fixed_3", {"fixed_3": Decimal("80000.10")}) == Decimal("80000.10")


def test_rules_are_dated_sourced_and_sure_enough() -> None:
    assert set(RULES) == set(SHAPES)
    for rule in RULES.values():
        for version in rule.versions:
            assert version.sources
            assert set(version.confidence.values()) <= {"A", "B", "C"}
    assert amount(rule_on(RULES, "ceiling", date(2020, 1, 1)), "size_2", {}) == 287_000
    with pytest.raises(Malformed, match="before_rules"):
        rule_on(RULES, "crisis", date(2020, 1, 1))
