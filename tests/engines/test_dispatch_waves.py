"""Who is asked together, and when."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.dispatch import (
    CandidateFacts,
    DeskHours,
    NeedFacts,
    Urgency,
    WavePlan,
    is_quiet,
    plan_waves,
    rank,
)
from tests.engines.dispatch_cast import (
    ALWAYS_OPEN,
    DESK,
    NOW,
    PARIS,
    POLICY,
    ZONES,
    crowds,
    moments,
    need,
    needs,
    nurse,
)

EVENING = datetime(2026, 11, 24, 22, 0, tzinfo=PARIS)
MORNING = datetime(2026, 11, 25, 7, 0, tzinfo=PARIS)
changing_nights = moments(datetime(2026, 10, 24, 12, tzinfo=UTC), 2) | moments(
    datetime(2027, 3, 27, 12, tzinfo=UTC), 2
)


def plan(
    *candidates: CandidateFacts,
    urgency: Urgency = "today",
    now: datetime = NOW,
    desk: DeskHours = DESK,
) -> tuple[WavePlan, ...]:
    asked = need(urgency=urgency)
    return plan_waves(asked, rank(asked, candidates, now, POLICY), now, POLICY, desk)


def shape(waves: tuple[WavePlan, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(wave.kind, wave.channel, wave.responders) for wave in waves]


def zone(size: int) -> list[CandidateFacts]:
    return [nurse(f"zone{number:02}") for number in range(size)]


@pytest.mark.parametrize(
    ("urgency", "minutes"),
    [("immediate", 15), ("today", 30), ("within_48h", 120), ("planned", 120)],
)
def test_i8_the_usual_carer_is_alone_for_exactly_the_window(urgency: Urgency, minutes: int) -> None:
    usual, rest = plan(nurse("usual", usual=True), nurse("zone"), urgency=urgency)
    assert (usual.kind, usual.responders) == ("usual", ("usual",))
    assert usual.opens_at == NOW
    assert usual.closes_at == NOW + timedelta(minutes=minutes)
    assert rest.opens_at == usual.closes_at


def test_the_person_s_choice_has_her_own_window_before_the_usual_carer() -> None:
    waves = plan(nurse("usual", usual=True), nurse("chosen", chosen_by_person=True))
    assert shape(waves) == [("usual", "sms", ("chosen",)), ("usual", "sms", ("usual",))]
    assert waves[1].opens_at == waves[0].closes_at


@pytest.mark.parametrize(
    "hindrance",
    [
        {"paused_until": NOW + timedelta(days=1)},
        {"refused_by_person": True},
        {"live_offers": 3},
        {"opted_out": True},
        {"already_asked": True},
    ],
)
def test_a_usual_carer_who_cannot_be_asked_holds_no_window(hindrance: dict[str, object]) -> None:
    waves = plan(nurse("usual", usual=True, **hindrance), nurse("zone"))
    assert shape(waves) == [("zone", "sms", ("zone",))]
    assert waves[0].opens_at == NOW


def test_the_zone_then_the_neighbours_then_everybody_else_by_phone() -> None:
    neighbours = [
        nurse(f"near{n:02}", covers_commune=False, covers_neighbour=True) for n in range(11)
    ]
    waves = plan(*zone(17), *neighbours, nurse("landline", reachable_by_sms=False))
    kinds = [(wave.kind, wave.channel, len(wave.responders)) for wave in waves]
    assert kinds == [
        ("zone", "sms", 5),
        ("zone", "sms", 10),
        ("neighbours", "sms", 10),
        ("call_list", "phone", 4),
    ]
    assert waves[-1].closes_at is None
    assert [wave.position for wave in waves] == [1, 2, 3, 4]


def test_a_usual_carer_without_sms_is_phoned_first_while_the_desk_is_open() -> None:
    usual = nurse("usual", usual=True, reachable_by_sms=False)
    waves = plan(usual, nurse("zone"))
    assert shape(waves) == [("usual", "phone", ("usual",)), ("zone", "sms", ("zone",))]
    assert waves[1].opens_at == NOW + timedelta(minutes=30)


def test_a_usual_carer_without_sms_leads_the_call_list_when_the_desk_is_closed() -> None:
    sunday = datetime(2026, 11, 29, 11, tzinfo=PARIS)
    usual = nurse("usual", usual=True, reachable_by_sms=False)
    waves = plan(usual, nurse("zone"), now=sunday)
    assert shape(waves) == [("zone", "sms", ("zone",)), ("call_list", "phone", ("usual",))]
    assert waves[1].opens_at == datetime(2026, 11, 30, 9, tzinfo=PARIS)


def test_two_usual_carers_share_one_window_each_by_her_own_channel() -> None:
    waves = plan(nurse("b", usual=True), nurse("a", usual=True, reachable_by_sms=False))
    assert shape(waves) == [("usual", "sms", ("b",)), ("usual", "phone", ("a",))]
    assert waves[0].opens_at == waves[1].opens_at
    assert waves[0].closes_at == waves[1].closes_at


def test_in_quiet_hours_everybody_waits_for_the_morning() -> None:
    usual, rest = plan(nurse("usual", usual=True), nurse("zone"), now=EVENING)
    assert usual.opens_at == MORNING
    assert rest.opens_at == MORNING + timedelta(minutes=30)


def test_in_quiet_hours_an_immediate_need_goes_straight_to_the_call_list() -> None:
    waves = plan(nurse("zone"), nurse("usual", usual=True), urgency="immediate", now=EVENING)
    assert shape(waves) == [("call_list", "phone", ("usual", "zone"))]
    assert waves[0].opens_at == EVENING


def test_an_immediate_need_met_by_the_quiet_on_its_way_goes_on_by_phone() -> None:
    eve = datetime(2026, 11, 24, 20, 50, tzinfo=PARIS)
    waves = plan(nurse("usual", usual=True), nurse("zone"), urgency="immediate", now=eve)
    assert shape(waves) == [("usual", "sms", ("usual",)), ("call_list", "phone", ("zone",))]
    assert waves[1].opens_at == eve + timedelta(minutes=15)


def test_nobody_to_ask_is_no_wave() -> None:
    assert plan(nurse("usual", usual=True, refused_by_person=True)) == ()


@given(needs, crowds, moments(NOW - timedelta(days=3), 6))
def test_everybody_eligible_is_in_exactly_one_wave_and_none_is_empty(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...], now: datetime
) -> None:
    ranked = rank(asked, crowd, now, POLICY)
    waves = plan_waves(asked, ranked, now, POLICY, DESK)
    people = [responder for wave in waves for responder in wave.responders]
    assert Counter(people) == Counter(r.responder_id for r in ranked)
    assert all(wave.responders for wave in waves)
    assert [wave.position for wave in waves] == list(range(1, len(waves) + 1))


@given(needs, crowds, moments(NOW - timedelta(days=3), 6))
def test_i8_nothing_opens_before_the_windows_ahead_of_it_have_run(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...], now: datetime
) -> None:
    waves = plan_waves(asked, rank(asked, crowd, now, POLICY), now, POLICY, DESK)
    for earlier, later in pairwise(waves):
        together = earlier.opens_at == later.opens_at and earlier.kind == later.kind == "usual"
        assert earlier.closes_at is not None
        assert together or later.opens_at >= earlier.closes_at


@given(needs, crowds, moments(NOW - timedelta(days=3), 6))
def test_each_window_lasts_exactly_what_the_policy_says(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...], now: datetime
) -> None:
    windows = {
        "usual": POLICY.exclusive_window.of(asked.urgency),
        "zone": POLICY.zone_window.of(asked.urgency),
        "neighbours": POLICY.neighbour_window.of(asked.urgency),
    }
    for wave in plan_waves(asked, rank(asked, crowd, now, POLICY), now, POLICY, DESK):
        if wave.closes_at is None:
            assert wave.kind == "call_list"
        else:
            assert wave.closes_at - wave.opens_at == windows[wave.kind]


@given(needs, crowds, moments(NOW - timedelta(days=3), 6))
def test_an_sms_wave_holds_only_those_whom_an_sms_reaches(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...], now: datetime
) -> None:
    reached = {c.responder_id for c in crowd if c.reachable_by_sms}
    for wave in plan_waves(asked, rank(asked, crowd, now, POLICY), now, POLICY, DESK):
        assert wave.channel == "phone" or reached.issuperset(wave.responders)


@given(needs, crowds, changing_nights, st.sampled_from(ZONES))
def test_no_sms_wave_opens_in_quiet_hours_even_when_the_clocks_change(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...], now: datetime, tz: tzinfo
) -> None:
    desk = DeskHours(tz, DESK.weekly)
    waves = plan_waves(asked, rank(asked, crowd, now, POLICY), now, POLICY, desk)
    sms = [wave for wave in waves if wave.channel == "sms"]
    quiet = [is_quiet(wave.opens_at, time(21), time(7), tz) for wave in sms]
    assert not any(quiet)


@given(crowds, changing_nights)
def test_an_immediate_need_never_waits(crowd: tuple[CandidateFacts, ...], now: datetime) -> None:
    asked = need(urgency="immediate")
    waves = plan_waves(asked, rank(asked, crowd, now, POLICY), now, POLICY, DESK)
    assert not waves or waves[0].opens_at == now
    for earlier, later in pairwise(waves):
        assert later.opens_at in (earlier.closes_at, earlier.opens_at)


@given(needs, crowds, moments(NOW - timedelta(days=3), 6))
def test_the_call_list_opens_when_somebody_is_at_the_desk(
    asked: NeedFacts, crowd: tuple[CandidateFacts, ...], now: datetime
) -> None:
    for wave in plan_waves(asked, rank(asked, crowd, now, POLICY), now, POLICY, DESK):
        assert wave.channel == "sms" or asked.urgency == "immediate" or DESK.is_open(wave.opens_at)


def test_a_policy_without_quiet_hours_opens_at_midnight() -> None:
    loud = replace(POLICY, quiet_start=time(0), quiet_end=time(0))
    midnight = datetime(2026, 11, 25, 0, 0, tzinfo=PARIS)
    asked = need()
    ranked = rank(asked, [nurse("zone")], midnight, loud)
    (wave,) = plan_waves(asked, ranked, midnight, loud, ALWAYS_OPEN)
    assert wave.opens_at == midnight
