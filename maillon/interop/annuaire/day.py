"""The day a file says it was drawn."""

import re
from datetime import date
from typing import Final

__all__ = ["day_in", "iso_day"]

DAY_IN_NAME: Final = re.compile(r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)")


def day_in(name: str) -> date | None:
    """The day written in a file's name, as in ``…_202611140830.txt``."""
    found = DAY_IN_NAME.search(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def iso_day(text: str) -> date | None:
    """« 2026-03-09T15:49:37Z » or « 2026-03-09 00:00:00 » as its day; ``None`` where it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
