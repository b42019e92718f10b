"""Years counted by hand, in a file that a coordinator can read: each agrees to the cent."""

from decimal import Decimal
from pathlib import Path

import pytest

from maillon.engines.aci import rules, statement
from maillon.project.aci.cases import Case, read_cases

CASES = read_cases(Path(__file__).with_name("msp.yaml"), None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_year_counted_by_hand_is_counted_alike(case: Case) -> None:
    found = statement(rules(), case.facts, year=case.year)
    counted = {"points": found.points, "euros": found.euros, "advance": found.advance}
    assert case.expect
    assert {key: counted[key] for key in case.expect} == case.expect


def test_there_are_many_and_no_name_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 20
    assert all(case.expect and case.expect["euros"] >= Decimal(0) for case in CASES)
