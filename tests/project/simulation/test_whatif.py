"""A « what if » compares one thing: the same seeds, today and supposed."""

from collections.abc import Mapping
from typing import Any

import pytest

from maillon.project.simulation.running import play_weeks
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.whatif import play, shape_of, summary

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
    assert (shape.requests, shape.people) == (20, {"60": 40, "70": 8})
    assert (shape.needs, shape.timezone) == ({"dressing": 9}, "Indian/Reunion")
    assert shape.policy == {"zone_wave_sizes": [4]}


def test_a_large_desk_is_made_smaller_carers_and_callers_alike() -> None:
    shape = shape_of({**FACTS, "requests": 5600})
    assert shape.requests == 36
    assert shape.people["60"] == round(40 * 36 / 200)


def test_a_desk_that_has_just_opened_borrows_an_ordinary_one() -> None:
    nothing = {**FACTS, "requests": 0, "people": {}, "needs": {}, "urgencies": {}, "hours": {}}
    shape = shape_of(nothing)
    assert (shape.requests, shape.people, shape.needs) == (12, Shape().people, Shape().needs)


def test_only_what_is_supposed_differs_and_each_week_is_told_as_it_ends() -> None:
    lived: list[tuple[int, int, Any]] = []

    def live(seed: int, shape: Shape) -> Mapping[str, Any]:
        lived.append((seed, shape.people["60"], shape.needs))
        return week()

    told: list[int] = []
    result = play(FACTS, FEWER, live, lambda done: not told.append(done))  # type: ignore[func-returns-value]
    assert lived == [(seed, nurses, {"dressing": 9}) for seed in (1, 2) for nurses in (40, 32)]
    assert told == [1, 2, 3, 4]
    assert result is not None
    assert result["shapes"]["supposed"] == {"requests": 20, "people": 40, "nurses": 32}


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
