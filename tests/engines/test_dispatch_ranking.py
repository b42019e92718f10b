"""The order of asking."""

import random
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.dispatch import TIERS, CandidateFacts, NeedFacts, judge, rank
from maillon.errors import RuleError
from tests.engines.dispatch_cast import NOW, NURSE, POLICY, crowds, need, needs, nurse


def order(*candidates: CandidateFacts) -> list[str]:
    return [ranked.responder_id for ranked in rank(need(), candidates, NOW, POLICY)]


def test_the_chosen_then_the_usual_then_the_zone_then_the_neighbours() -> None:
    perfect: dict[str, Any] = {
        "availability_declared_at": NOW,
        "declared_capacity_last_week": 12,
        "lon": 4.515,
        "lat": 45.476,
    }
    neighbour = nurse("a", covers_commune=False, covers_neighbour=True, **perfect)
    usual = nurse("c", usual=True, available="unknown", offers_last_week=9)
    chosen = nurse("d", chosen_by_person=True, available="unknown", live_offers=2)
    assert order(neighbour, nurse("b", **perfect), usual, chosen) == ["d", "c", "b", "a"]


def test_equals_are_ordered_by_their_id() -> None:
    assert order(nurse("b"), nurse("c"), nurse("a")) == ["a", "b", "c"]


def test_the_one_furthest_below_what_she_declared_comes_first() -> None:
    spoilt = nurse("a", offers_last_week=6, declared_capacity_last_week=3)
    forgotten = nurse("b", offers_last_week=1, declared_capacity_last_week=6)
    assert order(spoilt, forgotten) == ["b", "a"]


def test_two_facts_about_one_responder_are_refused() -> None:
    with pytest.raises(RuleError, match="claire"):
        order(nurse("claire"), nurse("claire"))


@given(needs, crowds)
def test_the_ranking_is_a_permutation_of_the_eligible(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...]
) -> None:
    ranked = rank(asked, crowd, NOW, POLICY)
    eligible = {c.responder_id for c in crowd if judge(asked, c, NOW, POLICY).eligible}
    assert Counter(r.responder_id for r in ranked) == Counter(eligible)
    assert [r.position for r in ranked] == list(range(1, len(ranked) + 1))


@given(needs, crowds, st.randoms(use_true_random=False))
def test_the_order_received_changes_nothing(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...], shuffler: random.Random
) -> None:
    shuffled = list(crowd)
    shuffler.shuffle(shuffled)
    assert rank(asked, crowd, NOW, POLICY) == rank(asked, shuffled, NOW, POLICY)


@given(crowds)
def test_tiers_never_mix_and_scores_fall_inside_each(crowd: tuple[CandidateFacts, ...]) -> None:
    ranked = rank(need(), crowd, NOW, POLICY)
    keys = [(TIERS.index(r.tier), -r.score, r.responder_id) for r in ranked]
    assert keys == sorted(keys)


@given(crowds)
def test_the_person_s_refusals_never_appear(crowd: tuple[CandidateFacts, ...]) -> None:
    refused = {c.responder_id for c in crowd if c.refused_by_person}
    assert refused.isdisjoint(r.responder_id for r in rank(need(), crowd, NOW, POLICY))


@given(crowds)
def test_somebody_who_cannot_be_asked_changes_nothing(crowd: tuple[CandidateFacts, ...]) -> None:
    refused = nurse("stranger", usual=True, refused_by_person=True)
    assert rank(need(), (*crowd, refused), NOW, POLICY) == rank(need(), crowd, NOW, POLICY)


@given(crowds.filter(bool), st.data())
def test_more_free_capacity_never_lowers_a_place(
    crowd: tuple[CandidateFacts, ...], data: st.DataObject
) -> None:
    chosen = data.draw(st.integers(0, len(crowd) - 1))
    facts = crowd[chosen]
    freer = facts._replace(
        live_offers=data.draw(st.integers(0, facts.live_offers)),
        live_limit=facts.live_limit + data.draw(st.integers(0, 3)),
        declared_capacity_last_week=facts.declared_capacity_last_week
        + data.draw(st.integers(0, 5)),
    )
    before = _place(facts.responder_id, crowd)
    after = _place(facts.responder_id, (*crowd[:chosen], freer, *crowd[chosen + 1 :]))
    assert after <= before


def _place(responder_id: str, crowd: tuple[CandidateFacts, ...]) -> int:
    """Her place in the order; behind everybody when she cannot be asked."""
    ranked = rank(need(), crowd, NOW, POLICY)
    places = {r.responder_id: r.position for r in ranked}
    return places.get(responder_id, len(crowd) + 1)


def test_i10_over_a_week_offers_follow_declared_capacity() -> None:
    capacity = {"one": 1, "two": 2, "four": 4, "eight": 8, "sixteen": 16}
    offers: Counter[str] = Counter()
    for _ in range(62):
        crowd = (
            nurse(name, offers_last_week=offers[name], declared_capacity_last_week=places)
            for name, places in capacity.items()
        )
        offers[rank(need(), crowd, NOW, POLICY)[0].responder_id] += 1
    astray = {name: offers[name] - 2 * places for name, places in capacity.items()}
    assert max(map(abs, astray.values())) <= 2


def test_five_hundred_candidates_are_ranked_while_the_caller_speaks() -> None:
    """Meant for 5 ms; the bound leaves room for a busy machine and catches a slower order."""
    draw = random.Random(42)
    crowd = [
        CandidateFacts(
            responder_id=f"r{number}",
            professions=NURSE,
            covers_commune=draw.random() < 0.5,
            covers_neighbour=True,
            lon=draw.uniform(4, 5),
            lat=draw.uniform(45, 46),
            available="yes",
            availability_declared_at=NOW - timedelta(hours=draw.uniform(0, 200)),
            live_offers=draw.randrange(4),
            offers_last_week=draw.randrange(9),
            declared_capacity_last_week=draw.randrange(9),
        )
        for number in range(500)
    ]
    assert min(_seconds(crowd) for _ in range(5)) < 0.05


def _seconds(crowd: list[CandidateFacts]) -> float:
    begun = time.process_time()
    rank(need(), crowd, NOW, POLICY)
    return time.process_time() - begun
