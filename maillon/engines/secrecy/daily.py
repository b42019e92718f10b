"""Counts by day, made quick to add up over any stretch of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

__all__ = ["Daily"]


@dataclass(frozen=True, slots=True)
class Daily:
    """How many, day after day, from ``first``; nobody before nor after."""

    first: date
    sums: tuple[int, ...]  # sums[i]: how many in the i first days

    @classmethod
    def of(cls, counts: Mapping[date, int]) -> "Daily":
        """From counts by day, in any order; a day not named counts nobody.

        Raises ``ValueError`` for a negative count.
        """
        if any(count < 0 for count in counts.values()):
            raise ValueError("a count is negative")
        if not counts:
            return cls(date.min, (0,))
        first, length = min(counts), (max(counts) - min(counts)).days + 1
        days = (counts.get(first + timedelta(days=i), 0) for i in range(length))
        return cls(first, tuple(accumulate(days, initial=0)))

    def between(self, start: date, end: date) -> int:
        """How many from ``start``, ``end`` left out."""
        return self._before(end) - self._before(start)

    def _before(self, day: date) -> int:
        return self.sums[min(max((day - self.first).days, 0), len(self.sums) - 1)]
