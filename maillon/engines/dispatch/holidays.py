"""The legal holidays of France: the eleven of everywhere, and those of one department.

Code du travail: L3133-1 (everywhere), L3422-2 with décret 83-1003 (end of slavery, overseas),
L3134-13 (Bas-Rhin, Haut-Rhin, Moselle). Good Friday there depends on the commune, and the Pacific
has laws of its own: a desk adds those days itself.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

__all__ = ["easter", "public_holidays"]

FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER: Final = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
LOCAL: Final = {
    "57": (12, 26), "67": (12, 26), "68": (12, 26),
    "971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27),
}  # fmt: skip


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    The anonymous algorithm of Nature, 20 April 1876, as Jean Meeus gives it (Astronomical
    Algorithms, chapter 8); his letters are kept.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), (i, k) = divmod(b, 4), divmod(c, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l_) // 451
    month, day = divmod(h + l_ - 7 * m + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int, department: str = "") -> frozenset[date]:
    """The holidays of that year in that department (INSEE code; none: those of everywhere)."""
    fixed = [*FIXED, LOCAL[department]] if department in LOCAL else FIXED
    sunday = easter(year)
    moving = (sunday + timedelta(days=days) for days in AFTER_EASTER)
    return frozenset({date(year, month, day) for month, day in fixed} | set(moving))
