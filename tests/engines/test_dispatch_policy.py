"""A policy that makes no sense is refused by name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from maillon.engines.dispatch import Policy, Windows
from maillon.errors import RuleError


def test_the_default_windows_are_those_of_the_documents() -> None:
    windows = Policy.default().exclusive_window
    minutes = [
        windows.of(urgency) / timedelta(minutes=1)
        for urgency in ("immediate", "today", "within_48h", "planned")
    ]
    assert minutes == [15, 30, 120, 120]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("weight_fairness", -1.0),
        ("freshness_half_life_hours", 0.0),
        ("distance_half_minutes", -5.0),
        ("unknown_availability", 1.5),
        ("unknown_distance", -0.1),
        ("zone_wave_sizes", (5, 0)),
        ("neighbour_wave_sizes", (-1,)),
        ("exclusive_window", Windows.minutes(15, 0, 120, 120)),
    ],
)
def test_a_value_out_of_range_is_named(name: str, value: Any) -> None:
    with pytest.raises(RuleError, match=name):
        replace(Policy.default(), **{name: value})
