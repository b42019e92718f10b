"""A « what if » compares one thing: the same seeds, today and supposed."""

from collections.abc import Mapping
from typing import Any

import pytest

from maillon.project.simulation.running import play_weeks
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.whatif import basis, play, shape_of, summary

FACTS: dict[str, Any] = {
    "requests": 560, "days": 56, "people": {"60": 40, "70": 8, "10": 30},
    "availability": {"yes": 20}, "needs": {"dressing": 9, "reinforcement": 4},
    "urgencies": {"today": 3, "planned": 1}, "hours": {"0": [["09:00", "19:00"]]},
    "policy": {"zone_wave_sizes": [4]}, "timezone": "Indian/Reunion",
}  # fmt: skip
FEWER = {"nurses": -20, "requests": 0, "available": 0, "seeds": 2}


def week(p50: float | None = 20.0) -> dict[str, Any]:
    within = {"15": 0.2, "120": 0.6}
    return {"times": {"to_acceptance": {"within": within, "never": 0.1, "p50": p50, "p90": None}}}


def test_a_desk_is_played_in_its_own_proportions_and_with_its_own_rule() -> None:
    shape = shape_of(FACTS)
    assert (shape.requests, shape.people) == (24, {"60": 48, "70": 10})
    assert (shape.needs, shape.timezone) == ({"dressing": 9}, "Indian/Reunion")
    assert shape.policy == {"zone_wave_sizes": [4]}


def test_a_large_desk_is_made_smaller_carers_and_callers_alike() -> None:
    shape = shape_of({**FACTS, "requests": 5600})
    assert shape.requests == 60
    assert shape.people["60"] == round(40 * 60 / 200)


def test_d13_too_many_carers_are_cut_with_the_requests_they_are_for() -> None:
    """270 carers for 36 requests were once played as 90: three times scarcer than they are."""
    shape = shape_of({**FACTS, "requests": 1008, "people": {"60": 240, "70": 30}})
    assert (shape.requests, shape.people) == (19, {"60": 124, "70": 16})
    few = shape_of({**FACTS, "requests": 56, "people": {"60": 40}})
    assert (few.requests, few.people) == (16, {"60": 140}), "no fewer: the page says so"


def test_d13_carers_are_as_available_as_those_of_the_desk() -> None:
    said = {"yes": 10, "no": 25, "unknown": 5}
    assert shape_of({**FACTS, "availability": said}).availability == said
    shapes: list[Shape] = []

    def live(seed: int, shape: Shape) -> Mapping[str, Any]:
        shapes.append(shape)
        return week()

    for facts in (said, {"yes": 40}):
        play(
            {**FACTS, "availability": facts}, {**FEWER, "nurses": 0, "available": -50, "seeds": 1},
            live, lambda done: True,
        )  # fmt: skip
    shares = [
        round(shape.availability["yes"] / sum(shape.availability.values()), 6) for shape in shapes
    ]
    assert shares == [0.25, 0.125, 1.0, 0.5], "half as many say yes, of as many carers"
    assert shapes[3].availability["unknown"] == 20


def test_d13_the_answer_says_what_is_the_desk_s_own() -> None:
    told = basis(FACTS)
    assert all(told["own"].values())
    assert (told["asked"], told["people"]) == (20.0, 48)
    young = basis({**FACTS, "requests": 3})
    assert {code for code, own in young["own"].items() if not own} == {
        "requests", "needs", "urgencies",
    }  # fmt: skip


def test_a_desk_that_changed_no_rule_is_played_with_those_it_started_with() -> None:
    assert shape_of({**FACTS, "policy": {}}).policy == {}


def test_a_desk_that_has_just_opened_borrows_an_ordinary_one() -> None:
    nothing = {**FACTS, "requests": 0, "people": {}, "needs": {}, "urgencies": {}, "hours": {}}
    shape = shape_of(nothing)
    assert (shape.requests, shape.people, shape.needs) == (24, Shape().people, Shape().needs)


def test_only_what_is_supposed_differs_and_each_week_is_told_as_it_ends() -> None:
    lived: list[tuple[int, int, Any]] = []

    def live(seed: int, shape: Shape) -> Mapping[str, Any]:
        lived.append((seed, shape.people["60"], shape.needs))
        return week()

    told: list[int] = []
    result = play(FACTS, FEWER, live, lambda done: not told.append(done))  # type: ignore[func-returns-value]
    assert lived == [(seed, nurses, {"dressing": 9}) for seed in (1, 2) for nurses in (48, 38)]
    assert told == [1, 2, 3, 4]
    assert result is not None
    assert result["shapes"]["supposed"] == {"requests": 24, "people": 48, "nurses": 38}


def test_it_stops_at_the_first_week_nobody_waits_for() -> None:
    lived: list[int] = []

    def live(seed: int, shape: Shape) -> Mapping[str, Any]:
        lived.append(seed)
        return week()

    assert play(FACTS, FEWER, live, lambda done: False) is None
    assert lived == [1]


def test_never_is_longer_than_any_wait_in_the_interval() -> None:
    told = summary([week(10.0), week(None), week(30.0)])
    assert told["p50"] == [30.0, 10.0, None]
    assert told["within"]["120"] == [0.6, 0.6, 0.6]


@pytest.mark.slow
def test_a_real_week_answers_the_whole_question() -> None:
    small = {**FACTS, "requests": 21, "people": {"60": 12}}
    asked = {**FEWER, "seeds": 1}

    def live(seed: int, shape: Shape) -> Mapping[str, Any]:
        return play_weeks([seed], shape, weather="calm")[0]

    result = play(small, asked, live, lambda done: True)
    assert result is not None
    assert 0 < result["today"]["within"]["1440"][0] <= 1
