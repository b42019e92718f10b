"""Why her, and why not her: every reason is told, each worth what the policy says."""

import ast
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines import dispatch
from maillon.engines.dispatch import EXCLUSIONS, GROUNDS, REASONS, CandidateFacts, Reason, judge
from tests.engines.dispatch_cast import NOW, POLICY, crowds, moments, need, nurse


def codes(candidate: CandidateFacts) -> list[str]:
    return [reason.code for reason in judge(need(), candidate, NOW, POLICY).reasons]


def reason(candidate: CandidateFacts, code: str) -> Reason:
    verdict = judge(need(), candidate, NOW, POLICY)
    return next(reason for reason in verdict.reasons if reason.code == code)


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ({"professions": frozenset({"70"})}, "wrong_profession"),
        ({"takes": frozenset({"bath"})}, "need_not_taken"),
        ({"covers_commune": False}, "out_of_zone"),
        ({"refused_by_person": True}, "refused_by_person"),
        ({"opted_out": True}, "opted_out"),
        ({"paused_until": NOW + timedelta(seconds=1)}, "paused"),
        ({"available": "no"}, "not_available"),
        ({"live_offers": 3}, "at_live_limit"),
        ({"live_limit": 0}, "at_live_limit"),
        ({"busy": True}, "busy"),
        ({"already_asked": True}, "already_asked"),
        ({"outside_hours": True}, "outside_hours"),
        ({"withdrawn": True}, "withdrawn"),
    ],
)
def test_one_cause_is_enough_to_leave_her_out(told: dict[str, Any], cause: str) -> None:
    verdict = judge(need(), nurse("claire", **told), NOW, POLICY)
    assert not verdict.eligible
    assert verdict.tier is None
    assert [reason.code for reason in verdict.reasons] == [cause]


def test_every_cause_is_told_not_only_the_first() -> None:
    hopeless = CandidateFacts(
        responder_id="nobody",
        professions=frozenset({"70"}),
        takes=frozenset(),
        refused_by_person=True,
        opted_out=True,
        paused_until=NOW + timedelta(days=3),
        available="no",
        live_limit=0,
        busy=True,
        outside_hours=True,
        already_asked=True,
        withdrawn=True,
    )
    assert set(codes(hopeless)) == set(EXCLUSIONS)


def test_a_pause_is_over_at_its_last_moment() -> None:
    assert judge(need(), nurse("claire", paused_until=NOW), NOW, POLICY).eligible


def test_the_usual_carer_is_asked_even_where_she_declared_no_zone() -> None:
    usual = nurse("usual", usual=True, covers_commune=False)
    verdict = judge(need(), usual, NOW, POLICY)
    assert (verdict.eligible, verdict.tier) == (True, "usual")
    assert "outside_declared_zone" in codes(usual)


def test_the_usual_carer_is_left_out_for_any_other_cause() -> None:
    assert codes(nurse("usual", usual=True, live_offers=3)) == ["at_live_limit"]
    assert codes(nurse("chosen", chosen_by_person=True, opted_out=True)) == ["opted_out"]


def test_a_refusal_beats_a_choice() -> None:
    both = nurse("claire", chosen_by_person=True, refused_by_person=True)
    assert codes(both) == ["refused_by_person"]


@pytest.mark.parametrize(
    ("told", "tier"),
    [
        ({"chosen_by_person": True, "usual": True}, "chosen"),
        ({"usual": True}, "usual"),
        ({"covers_neighbour": True}, "zone"),
        ({"covers_commune": False, "covers_neighbour": True}, "neighbours"),
    ],
)
def test_her_tier_is_the_closest_ground_she_has(told: dict[str, Any], tier: str) -> None:
    assert judge(need(), nurse("claire", **told), NOW, POLICY).tier == tier


def test_a_declaration_loses_half_of_what_it_adds_in_one_half_life() -> None:
    just_now = nurse("claire", availability_declared_at=NOW)
    three_days = nurse("claire", availability_declared_at=NOW - timedelta(hours=72))
    assert reason(just_now, "declared_available").weight == pytest.approx(40)
    assert reason(three_days, "declared_available").weight == pytest.approx(40 * (0.3 + 0.35))
    assert reason(three_days, "declared_available").data == {"hours": 72}


def test_saying_nothing_is_worth_what_the_policy_says() -> None:
    assert reason(nurse("a", available="unknown"), "availability_unknown").weight == 12
    assert reason(nurse("a"), "availability_undated").weight == 12


def test_a_declaration_dated_in_the_future_counts_as_made_now() -> None:
    ahead = nurse("claire", availability_declared_at=NOW + timedelta(hours=2))
    assert reason(ahead, "declared_available").data == {"hours": 0}


def test_twenty_minutes_of_road_halve_the_nearness() -> None:
    far = nurse("claire", lon=4.515 + 0.18, lat=45.476)
    told = reason(far, "distance")
    assert told.data["minutes"] == pytest.approx(20, abs=0.3)
    assert told.weight == pytest.approx(7.5, abs=0.1)


def test_an_unknown_place_counts_half() -> None:
    assert reason(nurse("claire"), "distance_unknown").weight == 7.5


def test_served_as_declared_is_half_the_points_of_fairness() -> None:
    served = nurse("claire", offers_last_week=4, declared_capacity_last_week=4)
    assert reason(served, "fairness").weight == pytest.approx(15)


def test_who_cannot_be_reached_by_sms_is_eligible_and_said_to_be_phoned() -> None:
    landline = nurse("claire", reachable_by_sms=False)
    assert judge(need(), landline, NOW, POLICY).eligible
    assert "phone_only" in codes(landline)


@given(crowds)
def test_a_verdict_is_sound_whatever_the_facts(crowd: tuple[CandidateFacts, ...]) -> None:
    for candidate in crowd:
        verdict = judge(need(), candidate, NOW, POLICY)
        told = {reason.code for reason in verdict.reasons}
        assert told <= set(GROUNDS if verdict.eligible else EXCLUSIONS)
        assert told
        assert 0 <= verdict.score <= 100
        assert verdict.score == pytest.approx(sum(r.weight for r in verdict.reasons), abs=1e-6)


@given(moments(NOW - timedelta(days=30), 30), moments(NOW - timedelta(days=30), 30))
def test_a_fresher_declaration_is_never_worth_less(one: datetime, other: datetime) -> None:
    older, fresher = sorted((one, other))
    scores = [
        judge(need(), nurse("a", availability_declared_at=when), NOW, POLICY).score
        for when in (older, fresher)
    ]
    assert scores == sorted(scores)


@given(st.floats(4.515, 6.0), st.floats(4.515, 6.0))
def test_nearer_is_never_worth_less(one: float, other: float) -> None:
    near, far = sorted((one, other))
    here = nurse("a", lon=near, lat=45.476)
    there = here._replace(lon=far)
    assert judge(need(), here, NOW, POLICY).score >= judge(need(), there, NOW, POLICY).score


def test_the_documented_reasons_are_exactly_those_the_engine_can_give() -> None:
    folder = Path(dispatch.__file__).parent
    tree = ast.parse((folder / "judging.py").read_text(encoding="utf-8"))
    given_codes = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Reason"
        and isinstance(call.args[0], ast.Constant)
    }
    assert given_codes == set(REASONS) == set(EXCLUSIONS) | set(GROUNDS)
