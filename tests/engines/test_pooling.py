"""Structures that could share a post: exact against trying everything, and a reason when not."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.engines.pooling import (
    Rules,
    Site,
    explain,
    half_days,
    leg,
    propose,
    shares,
    timetable,
)

RULES = Rules()
EAST, MIDDLE, WEST = (4.30, 45.40), (4.20, 45.40), (4.05, 45.40)


def site(code: str, hours: str, days: str = "01234", at: tuple[float, float] = EAST,
         least: str = "0", most: int = 45, population: int | None = None) -> Site:  # fmt: skip
    return Site(code, Decimal(hours), frozenset(map(int, days)), *at, Decimal(least), most,
                population)  # fmt: skip


THREE = (site("a", "10.5", "013"), site("b", "10.5", "024", MIDDLE), site("c", "7", "14", WEST))


def test_three_sites_share_a_week_and_each_has_its_half_days() -> None:
    found = timetable(THREE, RULES)
    assert found is not None
    got = {one.code: sum(len(v.halves) for v in found.visits if v.site == one.code)
           for one in THREE}  # fmt: skip
    assert got == {one.code: half_days(one, RULES) for one in THREE} == {"a": 3, "b": 3, "c": 2}
    assert found.minutes == 0  # eight half-days in five days: nobody needs to drive at noon


def test_driving_at_noon_is_counted_when_it_cannot_be_avoided() -> None:
    tight = [replace(one, days=frozenset({0, 1})) for one in THREE[:2]]
    tight = [replace(one, hours=Decimal(7)) for one in tight]
    assert timetable(tight, RULES) is not None
    one_day = [replace(one, days=frozenset({0}), hours=Decimal(3)) for one in tight]
    found, road = timetable(one_day, RULES), leg(*one_day)
    assert found is not None
    assert (found.minutes, found.km) == (road.minutes, road.km)
    assert road == leg(one_day[1], one_day[0])


def test_the_best_group_is_the_fullest_and_all_three_are_in_it() -> None:
    found = propose(THREE[0], THREE[1:], RULES)
    assert [one.sites for one in found.groups] == [("a", "b", "c"), ("a", "b"), ("a", "c")]
    assert (found.groups[0].hours, found.refused, found.together) == (Decimal(28), (), None)


@pytest.mark.parametrize(
    ("sites", "code", "held"),
    [
        ((THREE[0], replace(THREE[2], most_minutes=15)), "travel", ("a", "c")),
        ((replace(THREE[0], hours=Decimal(30)), THREE[1]), "hours", ("a", "b")),
        (tuple(site(c, "7.5") for c in "abcd"), "half_days", ("a", "b", "c", "d")),
        (tuple(site(c, "3") for c in "abcde"), "size", ("a", "b", "c", "d", "e")),
    ],
)
def test_a_limit_that_no_arrangement_helps_is_named(
    sites: tuple[Site, ...], code: str, held: tuple[str, ...]
) -> None:
    found = explain(sites, RULES)
    assert found is not None
    assert [(one.code, one.sites) for one in found.must] == [(code, held)]


def test_days_that_meet_are_named_each_lifting_being_enough() -> None:
    found = explain((site("a", "7", "0"), site("b", "7", "0", MIDDLE)), RULES)
    assert found is not None
    told = [[(one.code, one.sites) for one in line] for line in found.either]
    assert (found.must, told) == ((), [[("days", ("a",))], [("days", ("b",))]])


def test_a_presence_too_short_to_be_worth_it_is_named() -> None:
    found = explain((site("a", "10.5", "01", least="7"),), RULES)
    assert found is not None
    assert [one.code for line in found.either for one in line] == ["presence"]


def test_a_neighbour_refused_alone_says_why_and_so_do_all_together() -> None:
    far = site("z", "7", at=(5.9, 45.4))
    full = [site(code, "14") for code in "bc"]
    found = propose(THREE[0], [far, *full], RULES)
    assert [(code, why.must[0].code) for code, why in found.refused] == [("z", "travel")]
    assert [one.sites for one in found.groups] == [("a", "b"), ("a", "c")]
    assert found.together is not None
    assert found.together.must[0].code == "hours"


@pytest.mark.parametrize("wrong", [{"hours": "0"}, {"days": "7"}, {"days": ""}, {"least": "9"}])
def test_what_could_never_be_meant_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a: "):
        site(
            "a", wrong.get("hours", "7"), wrong.get("days", "01234"), least=wrong.get("least", "0")
        )


def test_one_code_is_one_site() -> None:
    with pytest.raises(ValueError, match="same code"):
        propose(THREE[0], [THREE[1], THREE[1]], RULES)


def test_costs_add_up_to_the_cent_by_each_key() -> None:
    three = [replace(one, population=3_000 + 1_000 * n) for n, one in enumerate(THREE)]
    by_hours = [one.euros for one in shares(three, "hours", Decimal("48000.01"))]
    assert by_hours == [Decimal("18000.01"), Decimal("18000.00"), Decimal("12000.00")]
    equal = [one.euros for one in shares(three, "equal", Decimal("100.00"))]
    assert equal == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert next(one.part for one in shares(three, "population", Decimal(0))) == Decimal("0.25")
    with pytest.raises(ValueError, match="population"):
        shares(THREE, "population", Decimal(1))
    with pytest.raises(ValueError, match="a key"):
        shares(THREE, "weather", Decimal(1))


# -- against trying everything ---------------------------------------------------------------------

places = st.sampled_from([EAST, MIDDLE, WEST])
sites = st.builds(
    lambda code, hours, days, at, least, most, population: Site(
        code, hours, frozenset(days), at[0], at[1], min(least, hours), most, population
    ),
    st.just("x"), st.sampled_from([Decimal(n) / 2 for n in (3, 6, 7, 8, 14, 15, 21)]),
    st.sets(st.integers(0, 2), min_size=1), places,
    st.sampled_from([Decimal(0), Decimal(3), Decimal(5)]),
    st.sampled_from([10, 20, 45]), st.integers(1, 9_999),
)  # fmt: skip


def named(found: list[Site]) -> tuple[Site, ...]:
    return tuple(replace(one, code="abc"[n]) for n, one in enumerate(found))


groups = st.lists(sites, min_size=1, max_size=3).map(named)


def everything(group: Sequence[Site]) -> int | None:
    """The fewest minutes over every way to give six half-days of three days; slow and obvious."""
    best = None
    for halves in product([None, *range(len(group))], repeat=6):
        days = [halves[2 * n : 2 * n + 2] for n in range(3)]
        if any(halves.count(n) != half_days(one, RULES) for n, one in enumerate(group)):
            continue
        if all(_stands(day, number, group) for number, day in enumerate(days)):
            driven = sum(
                leg(group[a], group[b]).minutes
                for a, b in days if a is not None and b is not None and a != b
            )  # fmt: skip
            best = driven if best is None else min(best, driven)
    return best


def _stands(day: tuple[int | None, ...], number: int, group: Sequence[Site]) -> bool:
    for place in {one for one in day if one is not None}:
        one = group[place]
        hours = Fraction(one.hours) * day.count(place) / half_days(one, RULES)
        if number not in one.days or hours < Fraction(one.least_visit):
            return False
    return True


@settings(max_examples=40)
@given(groups)
def test_a_week_is_found_exactly_where_trying_everything_finds_one(group: tuple[Site, ...]) -> None:
    found, tried = timetable(group, RULES), everything(group)
    assert (found.minutes if found else None) == tried
    if found:
        for visit in found.visits:
            one = next(one for one in group if one.code == visit.site)
            assert visit.day in one.days


@settings(max_examples=60)
@given(groups)
def test_taking_a_site_away_never_breaks_a_week(group: tuple[Site, ...]) -> None:
    if explain(group, RULES) is None:
        for fewer in combinations(group, len(group) - 1):
            assert not fewer or explain(fewer, RULES) is None


@settings(max_examples=60)
@given(groups)
def test_what_is_said_to_be_enough_is_enough_and_nothing_less(group: tuple[Site, ...]) -> None:
    found = explain(group, RULES)
    assert (found is None) == (everything(group) is not None and not _blocked(group))
    for line in found.either if found else ():
        freed = group
        for block in line:
            assert explain(freed, RULES) is not None
            change = (
                {"days": frozenset(range(5))}
                if block.code == "days"
                else {"least_visit": Decimal(0)}
            )
            freed = tuple(replace(one, **change) if one.code in block.sites else one
                          for one in freed)  # fmt: skip
        assert explain(freed, RULES) is None


def _lifted(one: Site, code: str) -> Site:
    if code == "days":
        return replace(one, days=frozenset(range(5)))
    return replace(one, least_visit=Decimal(0))


def _blocked(group: Sequence[Site]) -> bool:
    pairs = combinations(group, 2)
    return sum((one.hours for one in group), Decimal(0)) > RULES.week_hours or any(
        leg(a, b).minutes > min(a.most_minutes, b.most_minutes) for a, b in pairs
    )


@settings(max_examples=40)
@given(groups)
def test_every_group_that_fits_is_proposed_and_no_other(group: tuple[Site, ...]) -> None:
    asking, *others = group
    told = {frozenset(one.sites) for one in propose(asking, others, RULES).groups}
    sets = [
        (asking, *chosen) for size in range(1, len(others) + 1)
        for chosen in combinations(others, size)
    ]  # fmt: skip
    fit = {frozenset(one.code for one in chosen) for chosen in sets
           if everything(chosen) is not None and not _blocked(chosen)}  # fmt: skip
    assert told == fit


@given(groups, st.integers(0, 10**8), st.sampled_from(["hours", "population", "equal"]))
def test_shares_add_up_and_none_is_negative(group: tuple[Site, ...], cents: int, key: str) -> None:
    cost = Decimal(cents) / 100
    found = shares(group, key, cost)
    assert sum((one.euros for one in found), Decimal(0)) == cost
    assert all(one.euros >= 0 and abs(one.euros - cost * one.part) < Decimal("0.01")
               for one in found)  # fmt: skip
