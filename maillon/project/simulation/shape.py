"""What a simulated desk is made of: a plain description, from options or from a real desk."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Self

__all__ = ["HOURS", "NEEDS", "URGENCIES", "Shape"]

HOURS: Final[Mapping[str, list[list[str]]]] = {
    str(day): [["08:00", "20:00"]] if day < 5 else [["08:30", "18:00"]] for day in range(7)
}
NEEDS: Final[Mapping[str, float]] = {
    "dressing": 22, "anticoagulant": 12, "hygiene": 14, "blood_sample": 12, "insulin": 8,
    "infusion": 5, "medication": 7, "monitoring": 6, "physiotherapy": 8, "meals": 4, "shopping": 2,
}  # fmt: skip
URGENCIES: Final[Mapping[str, float]] = {
    "immediate": 4, "today": 24, "within_48h": 42, "planned": 30,
}  # fmt: skip
POLICY: Final[Mapping[str, Any]] = {"zone_wave_sizes": [3, 5], "neighbour_wave_sizes": [5]}
AVAILABILITY: Final[Mapping[str, float]] = {"yes": 62, "no": 10, "unknown": 28}
PROFESSIONS: Final[Mapping[str, int]] = {"60": 40, "70": 10, "HH": 4}


@dataclass(frozen=True, slots=True)
class Shape:
    """How many there are of everything, and how they share out.

    ``people``: carers by profession; ``needs``, ``urgencies`` and ``availability``: relative
    weights. ``tells_hours``: carers tell their days and hours, callers the part of the day.
    ``houses``: the share of the calls that are a house's, for several carers and several nights.
    """

    requests: int = 100
    agents: int = 3
    communes: int = 9
    days: int = 7
    people: Mapping[str, int] = field(default_factory=lambda: dict(PROFESSIONS))
    needs: Mapping[str, float] = field(default_factory=lambda: dict(NEEDS))
    urgencies: Mapping[str, float] = field(default_factory=lambda: dict(URGENCIES))
    hours: Mapping[str, Any] = field(default_factory=lambda: dict(HOURS))
    policy: Mapping[str, Any] = field(default_factory=lambda: dict(POLICY))
    timezone: str = "Europe/Paris"
    availability: Mapping[str, float] = field(default_factory=lambda: dict(AVAILABILITY))
    tells_hours: bool = False
    houses: float = 0.1

    def practitioners(self, count: int) -> Self:
        """The same professions in the same proportions, ``count`` people in all."""
        total = sum(self.people.values()) or 1
        shared = {code: max(1, round(n * count / total)) for code, n in self.people.items()}
        return replace(self, people=shared)

    def changed(self, percent: Mapping[str, int], demand: int = 0) -> Self:
        """What if there were ``percent`` more or fewer of each profession, and of requests?"""
        people = {
            code: max(0, round(n * (100 + percent.get(code, 0)) / 100))
            for code, n in self.people.items()
        }
        requests = max(1, round(self.requests * (100 + demand) / 100))
        return replace(self, people=people, requests=requests)

    def as_json(self) -> dict[str, Any]:
        """Plain values, from which ``Shape(**values)`` makes the same shape."""
        return asdict(self)
