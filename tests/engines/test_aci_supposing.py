"""Rules supposed otherwise: what the comparison promises, whatever the structure and the change."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.engines.aci import (
    SUPPOSABLE,
    Accord,
    Book,
    Change,
    Comparison,
    Facts,
    Malformed,
    as_signed,
    changed,
    check,
    compare,
    drawn,
    rules,
    standing,
)
from tests.engines.aci_cast import CORE, YEAR, facts, told

FEW = settings(max_examples=25, deadline=None)
DAY = date(YEAR, 12, 31)


def amounts(day: date = DAY, *, summed: bool = True) -> list[tuple[str, str]]:
    """Everything that may be supposed otherwise that day; ``summed``: rules on the sum too."""
    rows = [(row.indicator.id, row.version) for row in standing(rules(), day).rows]
    on_the_sum = list(standing(rules(), day).modifiers.items()) if summed else []
    return [
        (rule, name)
        for rule, version in (*rows, *on_the_sum)
        for name in version.amounts
        if name in SUPPOSABLE
    ]


@st.composite
def change(draw: st.DrawFn, *, summed: bool = True) -> Change:
    rule, name = draw(st.sampled_from(amounts(summed=summed)))
    span = SUPPOSABLE[name]
    low, high = span.low, min(span.high, Decimal(10_000))
    if span.whole:
        return Change(rule, name, Decimal(draw(st.integers(int(low), int(high)))))
    return Change(rule, name, draw(st.decimals(low, high, places=3)))


def accord(name: str) -> Accord:
    return next(one for one in rules().accords if one.id == name)


def supposed(told: Facts, book: Book, on: date = DAY, year: int = YEAR) -> Comparison:
    real = drawn(rules(), told, year=year, on=date(year, 12, 31))
    return compare(real, drawn(book, told, year=year, on=on))


@FEW
@given(told())
def test_the_same_rules_differ_by_nothing(given: dict[str, Any]) -> None:
    same = [
        Change(row.indicator.id, name, value)
        for row in standing(rules(), DAY).rows
        for name, value in row.version.amounts.items()
        if value is not None and name in SUPPOSABLE
    ]
    found = supposed(facts(given), changed(rules(), DAY, same))
    assert not [one.id for one in found.lines if one.moves]
    differences = (found.points, found.euros, found.lines_points, found.lines_euros)
    assert all(one == 0 for one in differences)
    assert changed(rules(), DAY, []) is rules()


@FEW
@given(told(), change(summed=False), change(summed=False))
def test_changes_of_two_indicators_add_up_line_by_line(
    given: dict[str, Any], first: Change, second: Change
) -> None:
    if first.rule == second.rule:
        return
    known = facts(given)
    alone = [supposed(known, changed(rules(), DAY, [one])) for one in (first, second)]
    both = supposed(known, changed(rules(), DAY, [first, second]))
    for line, one, other in zip(both.lines, alone[0].lines, alone[1].lines, strict=True):
        assert line.points == (one.points or 0) + (other.points or 0)
        assert line.id in {first.rule, second.rule} or not line.moves
    if not (both.before.missing_prerequisites or both.after.missing_prerequisites):
        assert both.points == both.lines_points


@FEW
@given(told(), st.lists(change(), max_size=4))
def test_nothing_is_ever_negative_and_no_revision_is_the_shipped_one(
    given: dict[str, Any], changes: list[Change]
) -> None:
    found = supposed(facts(given), changed(rules(), DAY, changes))
    assert all(side.points >= 0 and side.euros >= 0
               for one in found.lines for side in (one.before, one.after))  # fmt: skip
    assert found.after.euros is not None
    assert found.after.euros >= 0
    assert found.after.advance is not None
    assert found.after.advance >= 0
    assert (found.after.revision == rules().revision) is (not changes)
    assert found.before.revision == rules().revision


def test_the_value_of_the_point_moves_euros_and_no_point() -> None:
    book = changed(rules(), DAY, [Change("point_value", "euros", Decimal(8))])
    found = supposed(facts(CORE), book)
    assert found.points == 0
    assert found.lines_points == 0
    assert found.euros == found.before.points
    assert found.euros == found.lines_euros


def test_another_text_has_its_own_lines_and_its_total() -> None:
    book, day = as_signed(rules(), accord("accord_2017"), YEAR)
    assert day == date(2021, 12, 31)
    found = supposed(facts(CORE), book, day)
    lines = {one.id: one for one in found.lines}
    assert lines["A2.2"].points == -300  # five protocols count, not eight
    assert lines["A1.2"].after.line is None
    assert lines["A1.2"].points == -100
    assert found.points == found.lines_points
    assert found.after.incomplete is None


def test_the_part_known_of_a_text_gives_no_total_and_says_which_lines_are_not_known() -> None:
    book, day = as_signed(rules(), accord("avenant_2"), YEAR)
    found = supposed(facts(CORE), book, day)
    assert (found.points, found.euros, found.lines_points, found.lines_euros) == (None,) * 4
    lines = {one.id: one for one in found.lines}
    assert not lines["A2.2"].after.known
    assert lines["A2.2"].points is None
    assert lines["FS.1"].after.known
    assert lines["FS.1"].points == 0


def test_a_year_not_wholly_known_has_a_total_under_the_text_before() -> None:
    book, day = as_signed(rules(), accord("avenant_1"), 2026)
    told = check(CORE, year=2026, needed=standing(book, day).needed)
    found = supposed(told, book, day, year=2026)
    assert found.before.euros is None
    assert found.after.euros is not None
    assert found.euros is None
    # An amount changed by hand moves its line by the last known rule, and gives no total.
    end = date(2026, 12, 31)
    by_hand = changed(rules(), end, [Change("A2.2", "points", Decimal(120))])
    moved = supposed(told, by_hand, end, year=2026)
    assert moved.euros is None
    assert moved.lines_points == 160
    assert moved.lines_euros == 1120


@pytest.mark.parametrize(
    ("rule", "name", "value", "code"),
    [
        ("A2.3", "share", "0", "number"),
        ("A2.1b", "per_patients", "0", "number"),
        ("A2.2", "most", "2.5", "number"),
        ("A2.2", "points", "-1", "number"),
        ("A2.2", "points", "NaN", "number"),
        ("A2.2", "saturday", "1", "absent"),
        ("calendar", "balance_day", "1", "absent"),
        ("Z9", "points", "1", "absent"),
    ],
)
def test_what_makes_no_sense_is_refused(rule: str, name: str, value: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        changed(rules(), DAY, [Change(rule, name, Decimal(value))])
    assert [flaw.code for flaw in refused.value.flaws] == [code]
