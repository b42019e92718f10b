"""How a desk ranks and asks, as data: each desk may hold its own values."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, Self

from maillon.engines.dispatch.facts import Urgency
from maillon.errors import RuleError

__all__ = ["RULE_SINCE", "Policy", "Windows"]

RULE_SINCE: Final = date(2026, 11, 24)
"""Since when carers are ranked by these terms and these default values: published with them."""


@dataclass(frozen=True, slots=True)
class Windows:
    """How long a wave stays alone on the field, by urgency of the need."""

    immediate: timedelta
    today: timedelta
    within_48h: timedelta
    planned: timedelta

    def of(self, urgency: Urgency) -> timedelta:
        """The window for that urgency."""
        return {
            "immediate": self.immediate,
            "today": self.today,
            "within_48h": self.within_48h,
            "planned": self.planned,
        }[urgency]

    @classmethod
    def minutes(cls, immediate: int, today: int, within_48h: int, planned: int) -> Self:
        """The same, written in minutes."""
        return cls(*(timedelta(minutes=m) for m in (immediate, today, within_48h, planned)))


@dataclass(frozen=True, slots=True)
class Policy:
    """Weights (points out of a hundred), windows, wave sizes and quiet hours of one desk.

    ``zone_wave_sizes`` and ``neighbour_wave_sizes``: one wave per figure, that many people in it.
    ``freshness_ask_days``: at most every so many days a carer is asked whether what she declared
    still holds. Quiet hours are wall-clock times of the desk; equal times mean none.
    Raises RuleError naming the value at fault.
    """

    weight_availability: float
    weight_fairness: float
    weight_distance: float
    weight_load: float
    freshness_half_life_hours: float
    unknown_availability: float
    distance_half_minutes: float
    unknown_distance: float
    zone_wave_sizes: tuple[int, ...]
    neighbour_wave_sizes: tuple[int, ...]
    exclusive_window: Windows
    zone_window: Windows
    neighbour_window: Windows
    quiet_start: time
    quiet_end: time
    freshness_ask_days: int = 14

    def __post_init__(self) -> None:
        for name in ("availability", "fairness", "distance", "load"):
            _hold(getattr(self, f"weight_{name}") >= 0, f"weight_{name}")
        for name in ("freshness_half_life_hours", "distance_half_minutes"):
            _hold(getattr(self, name) > 0, name)
        _hold(self.freshness_ask_days > 0, "freshness_ask_days")
        for name in ("unknown_availability", "unknown_distance"):
            _hold(0 <= getattr(self, name) <= 1, name)
        for name in ("zone_wave_sizes", "neighbour_wave_sizes"):
            _hold(all(size > 0 for size in getattr(self, name)), name)
        for name in ("exclusive_window", "zone_window", "neighbour_window"):
            _hold(_every_window_lasts(getattr(self, name)), name)

    @classmethod
    def default(cls) -> Self:
        """The values a desk starts with.

        Points: availability 40, fairness 30, distance 15, load 15. A declaration loses half of
        what it adds in 72 h; saying nothing is worth 0.3; twenty minutes of road halve the
        nearness; an unknown address counts half. Usual carer alone for 15 min (immediate),
        30 min (today), 2 h otherwise; then five and ten of the zone, then ten neighbours.
        No message between 21:00 and 07:00.
        """
        return cls(
            weight_availability=40.0,
            weight_fairness=30.0,
            weight_distance=15.0,
            weight_load=15.0,
            freshness_half_life_hours=72.0,
            unknown_availability=0.3,
            distance_half_minutes=20.0,
            unknown_distance=0.5,
            zone_wave_sizes=(5, 10),
            neighbour_wave_sizes=(10,),
            exclusive_window=Windows.minutes(15, 30, 120, 120),
            zone_window=Windows.minutes(10, 20, 60, 120),
            neighbour_window=Windows.minutes(10, 20, 60, 120),
            quiet_start=time(21, 0),
            quiet_end=time(7, 0),
        )


def _every_window_lasts(windows: Windows) -> bool:
    each = (windows.immediate, windows.today, windows.within_48h, windows.planned)
    return all(window > timedelta(0) for window in each)


def _hold(condition: bool, name: str) -> None:
    if not condition:
        raise RuleError(f"dispatch policy: {name} is out of range")
