"""What a carer declares, in hours of a week.

She ticks days and parts of the day. The four parts share out the twenty-four hours, so that a
week declared whole is 168 hours and a part counted twice is impossible.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from maillon.errors import RuleError

__all__ = ["HOURS_OF_PART", "declared_hours"]

HOURS_OF_PART: Final[Mapping[str, int]] = {"morning": 5, "noon": 5, "evening": 4, "night": 10}
"""07–12, 12–17, 17–21, 21–07."""


def declared_hours(days: Iterable[int], parts: Iterable[str]) -> int:
    """Hours of one week, from 0 to 168; a day or a part told twice counts once.

    ``days``: 0 is Monday. Raises RuleError for a day or a part that does not exist.
    """
    told, hours = frozenset(days), frozenset(parts)
    if not told <= frozenset(range(7)) or not hours <= HOURS_OF_PART.keys():
        raise RuleError("declared hours: unknown day or part of the day")
    return len(told) * sum(HOURS_OF_PART[part] for part in hours)
