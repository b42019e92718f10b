"""Facts are all right, in agreement with each other, or none is used."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.aci import FACTS, FLAWS, Facts, Flaw, Malformed, check
from tests.engines.aci_cast import CORE, RATES

LEANT_ON = ("doctors", "contract_signed_on", *RATES)


def flaws(given: dict[str, Any], needed: tuple[str, ...] = ()) -> list[Flaw]:
    with pytest.raises(Malformed) as refused:
        check(given, year=2023, needed=needed)
    return list(refused.value.flaws)


def test_every_fact_is_described_and_only_those() -> None:
    assert list(FACTS) == list(Facts.__slots__)


@pytest.mark.parametrize(
    ("key", "wrong", "code"),
    [
        ("patients", -1, "count"),
        ("patients", "4000", "count"),
        ("patients", True, "count"),
        ("patients", Decimal("4000.5"), "count"),
        ("patients", 10**17, "count"),
        ("patients", [4000], "count"),
        ("opening_hours_per_day", Decimal("NaN"), "number"),
        ("opening_hours_per_day", Decimal("Infinity"), "number"),
        ("opening_hours_per_day", 25, "number"),
        ("opening_hours_per_day", 11.5, "number"),
        ("crisis_plan", "oui", "flag"),
        ("crisis_plan", 1, "flag"),
        ("information_system", "gold", "choice"),
        ("information_system", True, "choice"),
        ("information_system", ["standard"], "choice"),
        ("contract_signed_on", "2023-07-01", "day"),
        ("quality_level", 4, "count"),
    ],
)
def test_a_fact_in_another_form_is_refused(key: str, wrong: Any, code: str) -> None:
    assert [(one.key, one.code) for one in flaws({**CORE, key: wrong})] == [(key, code)]


def test_every_flaw_is_told_at_once() -> None:
    found = flaws({"patients": -1, "protocol": 3}, needed=("patients", "professionals"))
    assert {(one.key, one.code) for one in found} == {
        ("patients", "count"), ("protocol", "unknown_key"), ("professionals", "missing"),
    }  # fmt: skip


def test_an_unknown_key_comes_with_the_one_it_looks_like() -> None:
    (found,) = flaws({**CORE, "protocole": 3})
    assert found.data["like"] == "protocols"


@pytest.mark.parametrize(
    ("more", "key", "code"),
    [
        ({"sas_doctors": 2}, "doctors", "missing"),
        ({"sas_doctors": 4, "doctors": 3}, "sas_doctors", "more_than"),
        ({"new_structure": True}, "contract_signed_on", "missing"),
        ({"contract_signed_on": date(2024, 1, 1)}, "contract_signed_on", "after_year"),
        (
            {
                "precarity_percent": 3, "css_percent": 1, "ame_percent": 1,
                "national_css_percent": 1, "national_ame_percent": 1,
            },
            "precarity_percent",
            "either",
        ),
    ],
)  # fmt: skip
def test_facts_that_do_not_agree_are_refused(more: dict[str, Any], key: str, code: str) -> None:
    assert [(one.key, one.code) for one in flaws({**CORE, **more})] == [(key, code)]


def test_national_rates_are_asked_for_and_never_zero() -> None:
    found = flaws({**CORE, "css_percent": 12, "ame_percent": 1})
    assert {one.key for one in found} == {"national_css_percent", "national_ame_percent"}


@given(
    st.dictionaries(st.sampled_from(sorted(FACTS)), st.from_type(object) | st.text(), max_size=8)
)
def test_whatever_is_given_is_taken_or_refused_by_name(given: dict[str, Any]) -> None:
    found: tuple[Flaw, ...] = ()
    try:
        check(given, year=2023)
    except Malformed as refused:
        found = refused.flaws
    assert all(one.code in FLAWS and one.key in {*given, *CORE, *LEANT_ON} for one in found)
