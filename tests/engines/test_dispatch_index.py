"""The index in memory answers what ranking everybody answers, to the digit."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.dispatch import Circle, NeedFacts, Resident, Works, placed, rank
from maillon.engines.dispatch.indexing import index
from maillon.errors import RuleError
from tests.engines.dispatch_cast import NOW, NURSE, POLICY, POPULATION, need, nurse

PARTS = ("morning", "noon", "evening")
COMMUNES = ("42207", "42183", "42103", "69001")


def _resident(draw: random.Random, row: int) -> Resident:
    some = [draw.sample(COMMUNES, draw.randrange(3)) for _ in range(2)]
    hours = Works(frozenset(draw.sample(range(7), 4)), frozenset(draw.sample(PARTS, 2)))
    works = draw.choice([None, hours])
    return Resident(POPULATION[row], tuple(some[0]), tuple(some[1]), works)


def _country(size: int, seed: int) -> tuple[Resident, ...]:
    draw = random.Random(seed)
    return tuple(_resident(draw, row) for row in draw.sample(range(len(POPULATION)), size))


def _circle(seed: int) -> Circle:
    draw = random.Random(seed)
    ids = [one.responder_id for one in POPULATION]
    few = [frozenset(draw.sample(ids, draw.choice([0, 1, 60]))) for _ in range(6)]
    counts = [{pk: draw.randrange(4) for pk in draw.sample(ids, 60)} for _ in range(2)]
    usual, chosen, refused, asked, gave_back, busy = few
    return Circle(usual, chosen, refused, asked, gave_back, busy, counts[0], counts[1])


countries = st.builds(_country, st.integers(0, 40), st.integers(0, 10**6))
circles = st.one_of(st.just(Circle()), st.builds(_circle, st.integers(0, 10**6)))


asked_for = st.builds(
    need,
    commune=st.sampled_from((*COMMUNES, "97411")),
    code=st.sampled_from(["dressing", "x"]),
    part_of_day=st.sampled_from(["", *PARTS]),
    only_day=st.none() | st.integers(0, 6),
)


@given(countries, circles, asked_for)
def test_the_index_ranks_as_looking_at_everybody_does(
    country: tuple[Resident, ...], circle: Circle, asked: NeedFacts
) -> None:
    everybody = [placed(one, asked, circle) for one in country]
    expected = rank(asked, everybody, NOW, POLICY)
    assert index(country).rank(asked, NOW, POLICY, circle) == expected


@given(countries, st.randoms(use_true_random=False))
def test_the_order_they_come_in_changes_nothing(
    country: tuple[Resident, ...], draw: random.Random
) -> None:
    shuffled = draw.sample(country, len(country))
    asked = need()
    assert index(shuffled).rank(asked, NOW, POLICY) == index(country).rank(asked, NOW, POLICY)


@given(countries)
def test_a_commune_is_covered_by_as_many_as_say_so(country: tuple[Resident, ...]) -> None:
    counted = index(country).covering(NURSE)
    for commune in COMMUNES:
        nurses = [one for one in country if one.facts.professions & NURSE]
        covers = sum(commune in one.covered for one in nurses)
        beside = sum(commune in one.near and commune not in one.covered for one in nurses)
        assert counted.get(commune, (0, 0)) == (covers, beside)


def test_moments_come_back_to_the_microsecond() -> None:
    until = NOW + timedelta(microseconds=1)
    paused = Resident(nurse("a", paused_until=until), ("42207",))
    assert index([paused]).rank(need(), NOW, POLICY) == ()
    assert len(index([paused]).rank(need(), until, POLICY)) == 1


def test_hours_she_told_leave_her_out_of_a_need_that_falls_outside() -> None:
    mornings = Works(frozenset(range(5)), frozenset({"morning"}))
    held = index([Resident(nurse("a"), ("42207",), (), mornings)])
    found = {
        (part, day): len(held.rank(need(part_of_day=part, only_day=day), NOW, POLICY))
        for part in ("", "morning", "evening")
        for day in (None, 0, 6)
    }
    assert {asked for asked, count in found.items() if count} == {
        ("", None), ("", 0), ("morning", None), ("morning", 0),
    }  # fmt: skip


def test_one_responder_twice_is_refused() -> None:
    claire = Resident(nurse("claire"))
    with pytest.raises(RuleError, match="claire"):
        index([claire, replace(claire)])


def test_an_index_of_nobody_answers_nobody() -> None:
    assert index([]).rank(need(), NOW, POLICY) == ()
    assert index([]).covering(NURSE) == {}
