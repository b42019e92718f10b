"""Durations, as figures that can be compared."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Spread", "spread", "timed"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in milliseconds, over ``n`` times."""

    n: int
    p50: float
    p95: float
    p99: float

    def as_json(self) -> dict[str, float]:
        figures = {"p50_ms": self.p50, "p95_ms": self.p95, "p99_ms": self.p99}
        return {"n": self.n, **figures}


def spread(seconds: Sequence[float]) -> Spread:
    """Median, 95th and 99th percentiles by nearest rank; under a hundred times the last is the
    worst.

    Raises ``ValueError`` when nothing was measured.
    """
    if not seconds:
        raise ValueError("nothing was measured")
    ordered = sorted(seconds)
    return Spread(len(ordered), _at(ordered, 50), _at(ordered, 95), _at(ordered, 99))


def _at(ordered: Sequence[float], percent: int) -> float:
    place = -(-len(ordered) * percent // 100) - 1
    return round(ordered[max(0, place)] * 1000, 3)


def timed(call: Callable[[], T], into: list[float]) -> T:
    """What the call returns; its duration, in seconds, is added to ``into``."""
    start = time.perf_counter()
    found = call()
    into.append(time.perf_counter() - start)
    return found
