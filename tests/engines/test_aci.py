"""What an ACI statement promises, whatever the structure."""

import random
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.engines.aci import Malformed, Statement, rules, statement
from maillon.engines.aci.settling import cents, share_of_year
from tests.engines.aci_cast import (
    CORE,
    GROWING,
    PREREQUISITES,
    YEAR,
    drawn_up,
    facts,
    points,
    told,
    value,
)

# A structure takes forty draws: a few dozen of them say as much as a hundred.
FEW = settings(max_examples=25)
PLAIN = frozenset({"contract_signed_on", "new_structure", "css_percent", "precarity_percent"})


def line(found: Statement, indicator: str) -> Any:
    return next(one for one in found.lines if one.id == indicator)


def codes(found: Statement, indicator: str) -> list[str]:
    return [reason.code for reason in line(found, indicator).reasons]


def steps(found: Statement) -> dict[str, Any]:
    assert found.settlement
    return {step.name: step for step in found.settlement.steps}


@FEW
@given(told())
def test_points_add_up_line_by_line_and_nothing_is_negative(given: dict[str, Any]) -> None:
    found = drawn_up(given)
    assert points(found) == sum(one.points for one in found.lines)
    assert all(one.points >= 0 and one.worth >= 0 for one in found.lines)
    assert found.euros is not None
    assert found.advance is not None
    assert found.euros >= 0
    assert found.advance >= 0


@FEW
@given(told())
def test_euros_have_two_decimals_and_steps_add_up_to_them(given: dict[str, Any]) -> None:
    found = drawn_up(given)
    settlement = found.settlement
    assert settlement
    for amount in (settlement.euros, settlement.advance, settlement.balance):
        assert amount.as_tuple().exponent == -2
    assert sum(step.euros for step in settlement.steps) == settlement.euros
    paid = given.get("advance_paid_eur")
    expected = settlement.advance if paid is None else cents(Decimal(paid))
    assert settlement.balance == settlement.euros - expected


@FEW
@given(told(), st.randoms(use_true_random=False))
def test_the_same_facts_and_rules_give_the_same_statement(
    given: dict[str, Any], chance: random.Random
) -> None:
    pairs = list(given.items())
    chance.shuffle(pairs)
    with localcontext(Context(prec=6)):
        again = drawn_up(dict(pairs))
    first = drawn_up(given)
    assert (again.points, again.euros, again.advance) == (first.points, first.euros, first.advance)
    assert [(one.id, one.points, one.reasons) for one in again.lines] == [
        (one.id, one.points, one.reasons) for one in first.lines
    ]
    assert again.revision == first.revision == rules().revision


@FEW
@given(told(), st.sampled_from(GROWING), st.data())
def test_doing_more_never_pays_less(given: dict[str, Any], key: str, data: st.DataObject) -> None:
    given.setdefault("doctors", 30)
    some, other = data.draw(value(key)), data.draw(value(key))
    if key == "sas_doctors":
        some, other = min(some, given["doctors"]), min(other, given["doctors"])
    less, more = sorted((some, other))
    low, high = drawn_up({**given, key: less}), drawn_up({**given, key: more})
    assert points(low) <= points(high)
    assert low.euros is not None
    assert high.euros is not None
    assert low.euros <= high.euros
    assert all(a.worth <= b.worth for a, b in zip(low.lines, high.lines, strict=True))


@FEW
@given(told(without=frozenset({"placements"})), st.integers(0, 6))
def test_an_indicator_changes_its_own_line_alone(given: dict[str, Any], placements: int) -> None:
    before, after = drawn_up(given), drawn_up({**given, "placements": placements})
    changed = {
        one.id for one, two in zip(before.lines, after.lines, strict=True) if one.worth != two.worth
    }
    assert changed <= {"A2.4"}


@FEW
@given(told(without=frozenset(PREREQUISITES)), st.sampled_from(sorted(PREREQUISITES)))
def test_a_missing_prerequisite_holds_everything_back(given: dict[str, Any], key: str) -> None:
    lacking = {"opening_hours_per_day": 7, "weeks_closed": 4, "information_system": "none"}
    whole = {**given, **PREREQUISITES}
    assert drawn_up(whole).missing_prerequisites == ()
    if key == "open_saturday_morning":  # costs points, not the contract
        assert drawn_up({**whole, key: False}).missing_prerequisites == ()
        return
    found = drawn_up({**whole, key: lacking.get(key, False)})
    assert found.missing_prerequisites
    assert {found.points, found.euros, found.advance} == {Decimal(0)}
    assert any(one.worth for one in found.lines)
    assert all(one.points == 0 for one in found.lines)


@given(st.dates(date(2019, 1, 1), date(YEAR, 12, 31)))
def test_a_year_is_never_more_than_whole_nor_less_than_a_day(signed: date) -> None:
    share = share_of_year(signed, YEAR)
    assert Decimal(1) / 365 <= share <= 1
    assert (share == 1) == (signed <= date(YEAR, 1, 1))
    assert share_of_year(date(2024, 12, 31), 2024) == Decimal(1) / 366


@FEW
@given(told(without=PLAIN), st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)))
def test_a_contract_of_the_year_is_paid_for_its_days(given: dict[str, Any], signed: date) -> None:
    whole, part = drawn_up(given), drawn_up({**given, "contract_signed_on": signed})
    assert part.points == whole.points
    assert whole.euros is not None
    days = (date(YEAR, 12, 31) - signed).days + 1
    assert part.euros == cents(points(whole) * 7 * days / 365)


@FEW
@given(told(without=PLAIN), st.decimals(0, 100, places=2))
def test_precarity_adds_at_most_a_quarter(given: dict[str, Any], percent: Decimal) -> None:
    plain, more = drawn_up(given), drawn_up({**given, "precarity_percent": percent})
    assert plain.euros is not None
    assert more.euros is not None
    assert plain.euros <= more.euros <= cents(points(plain) * 7 * Decimal("1.25"))


@FEW
@given(told())
def test_the_advance_does_not_depend_on_what_was_done(given: dict[str, Any]) -> None:
    whole = {**given, **PREREQUISITES}
    done = {**whole, "protocols": 0, "case_meetings": 0, "files_reviewed": 0}
    assert drawn_up(whole).advance == drawn_up(done).advance


def test_every_line_says_its_facts_rule_source_and_confidence() -> None:
    for one in drawn_up(CORE).lines:
        assert one.reasons
        assert one.version.sources
        assert one.version.since <= date(YEAR, 12, 31)
        assert one.confidence in {"A", "B", "C"}
    assert line(drawn_up(CORE), "A2.2").facts == {"protocols": 8}


def test_a_total_is_no_surer_than_the_least_sure_of_its_lines() -> None:
    sure = {**CORE, "case_meetings": 0, "files_reviewed": 0}
    assert drawn_up(sure).confidence == "B"
    assert drawn_up({**sure, "patients": 9000}).confidence == "C"
    assert drawn_up({**sure, "cstm_doctor": False}).confidence == "B"
    assert drawn_up(sure, year=2026).confidence == "C"


def test_what_is_not_told_is_not_claimed() -> None:
    assert codes(drawn_up(CORE), "A2.4") == ["not_claimed"]
    assert codes(drawn_up({**CORE, "heart_failure_pathway": False}), "A2.8") == ["not_done"]


def test_the_degressive_rate_is_less_sure_and_shows_both_other_readings() -> None:
    below, above = drawn_up(CORE), drawn_up({**CORE, "patients": 12_000})
    assert line(below, "A2.1b").confidence == "A"
    assert not line(below, "A2.1b").remarks
    assert line(above, "A2.1b").confidence == "C"
    others = {one.code: one.points for one in line(above, "A2.1b").remarks}
    assert others == {"no_degression": 5100, "flat_beyond": 4500}


def test_a_conflict_is_silent_where_it_changes_nothing() -> None:
    one, two = (drawn_up({**CORE, "national_protocols": n}) for n in (1, 2))
    assert line(one, "A2.7").remarks == ()
    assert [remark.points for remark in line(two, "A2.7").remarks] == [100]


def test_a_negative_difference_says_the_other_reading() -> None:
    rates = {"css_percent": 12, "ame_percent": 1, "national_css_percent": 10}
    found = drawn_up({**CORE, **rates, "national_ame_percent": 2})
    step = steps(found)["precarity"]
    assert step.euros == cents(points(found) * 7 / 100)
    doubt = next(one for one in step.doubts if one.code == "negative_difference")
    assert doubt.euros == cents(points(found) * 7 * Decimal("1.02"))


def test_an_advance_already_paid_may_have_to_be_given_back() -> None:
    found = drawn_up({**CORE, "advance_paid_eur": 200_000})
    assert found.balance is not None
    assert found.balance < 0


def test_a_new_structure_without_its_prerequisites_is_promised_nothing() -> None:
    new = {**CORE, "crisis_plan": False, "new_structure": True}
    found = drawn_up({**new, "contract_signed_on": date(YEAR, 2, 1)})
    assert found.euros == 0
    assert [one.code for one in steps(found)["new_structure"].doubts] == ["relaxed"]


def test_the_rules_of_a_day_are_those_of_its_accord() -> None:
    early = drawn_up(CORE, on=date(2021, 12, 31))
    assert line(early, "A2.2").points == 500
    assert "A1.2" not in {one.id for one in early.lines}
    assert early.accord.id == "accord_2017"
    assert line(drawn_up(CORE), "A2.2").points == 800


@pytest.mark.parametrize(
    ("year", "on"),
    [(2026, None), (2026, date(2026, 2, 1)), (2023, date(2026, 9, 1)), (2027, date(2023, 1, 1))],
)
def test_from_2026_on_there_is_a_part_and_no_total(year: int, on: date | None) -> None:
    found = drawn_up(CORE, year=year, on=on)
    assert found.incomplete is not None
    assert found.incomplete.missing
    assert (found.points, found.euros, found.advance, found.balance) == (None, None, None, None)
    assert line(found, "A2.2").points == 800


def test_an_amount_nobody_gives_is_asked_for_and_taken_from_the_contract() -> None:
    joined = {**CORE, "france_sante_joined": "later"}
    assert line(drawn_up(joined, year=2026), "FS.1").outcome.euros == 25_000
    with pytest.raises(Malformed) as refused:
        drawn_up(joined, year=2027)
    (flaw,) = refused.value.flaws
    assert (flaw.code, flaw.key, flaw.data["ask"]) == (
        "amount_unknown", "joined_later", "france_sante_amount_eur",
    )  # fmt: skip
    told_by_contract = {**joined, "france_sante_amount_eur": Decimal("18000.50")}
    found = line(drawn_up(told_by_contract, year=2027), "FS.1")
    assert found.outcome.euros == Decimal("18000.50")


def test_before_the_first_accord_nothing_is_known() -> None:
    with pytest.raises(Malformed, match="before_rules"):
        statement(rules(), facts(CORE), year=2016)


def test_facts_that_were_not_checked_against_the_day_are_refused() -> None:
    early = facts({key: one for key, one in CORE.items() if key != "crisis_plan"}, 2019)
    with pytest.raises(Malformed, match="crisis_plan missing"):
        statement(rules(), early, year=2023)
