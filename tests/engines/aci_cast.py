"""Structures drawn at random, for the promises that hold for all of them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from maillon.engines.aci import FACTS, Facts, Statement, check, rules, standing, statement

YEAR = 2023
PREREQUISITES: Mapping[str, Any] = {
    "opening_hours_per_day": 12,
    "open_saturday_morning": True,
    "weeks_closed": 0,
    "crisis_plan": True,
    "coordinator": True,
    "information_system": "standard",
}
CORE: Mapping[str, Any] = {
    **PREREQUISITES,
    "patients": 4000,
    "professionals": 10,
    "protocols": 8,
    "case_meetings": 6,
    "files_reviewed": 200,
}
# More of these never pays less.
GROWING = (
    "patients", "professionals", "opening_hours_per_day", "open_saturday_morning", "crisis_plan",
    "diversity_level", "second_recourse_level", "cstm_doctor", "public_health_missions",
    "users_level", "sas_doctors", "coordinator", "protocols", "case_meetings", "files_reviewed",
    "placements", "external_coordination", "quality_level", "national_protocols",
    "heart_failure_pathway", "child_overweight_pathway", "ipa",
)  # fmt: skip
MOST = {"patients": 40_000, "professionals": 60, "doctors": 30, "files_reviewed": 3000}
NEVER = {"france_sante_joined", "france_sante_amount_eur"}
RATES = ("css_percent", "ame_percent", "national_css_percent", "national_ame_percent")


def value(key: str) -> st.SearchStrategy[Any]:
    """Anything one fact may be."""
    kind = FACTS[key]
    if kind.form == "flag":
        return st.booleans()
    if kind.form == "choice":
        return st.sampled_from(kind.choices)
    if kind.form == "day":
        return st.dates(date(2020, 1, 1), date(YEAR, 12, 31))
    high = MOST.get(key, min(kind.high, 20))
    if kind.form == "count":
        return st.integers(kind.low, high)
    return st.decimals(kind.low, min(kind.high, 100), places=2)


@st.composite
def told(draw: st.DrawFn, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What somebody may write: the core, and some of the rest."""
    keys = [key for key in FACTS if key not in {*CORE, *NEVER, *RATES, "sas_doctors", *without}]
    given = {key: draw(value(key)) for key in CORE if key not in without}
    given |= {key: draw(value(key)) for key in keys if draw(st.booleans())}
    given["doctors"] = draw(value("doctors"))
    if "sas_doctors" not in without and draw(st.booleans()):
        given["sas_doctors"] = draw(st.integers(0, given["doctors"]))
    if "precarity_percent" not in given and draw(st.booleans()) and "css_percent" not in without:
        given |= {key: draw(value(key)) for key in RATES}
    if given.get("new_structure"):
        given["contract_signed_on"] = draw(value("contract_signed_on"))
    return given


def facts(given: Mapping[str, Any], year: int = YEAR) -> Facts:
    return check(given, year=year, needed=standing(rules(), date(year, 12, 31)).needed)


def drawn_up(given: Mapping[str, Any], year: int = YEAR, on: date | None = None) -> Statement:
    return statement(rules(), facts(given, year), year=year, on=on)


def points(found: Statement) -> Decimal:
    assert found.points is not None
    return found.points
