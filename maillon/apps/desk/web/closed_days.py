"""Days of closing as a lead types them: « 24/12/2026, du 2/8/2027 au 6/8/2027 »."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from django import forms

__all__ = ["days_of_text", "text_of_days"]

DAY: Final = r"(\d{1,2})/(\d{1,2})/(\d{4})"
PART: Final = re.compile(rf"^(?:du\s+)?{DAY}(?:\s*(?:au|[-–])\s*{DAY})?$", re.IGNORECASE)
LONGEST: Final = 366
HOW: Final = "Écrivez 24/12/2026, ou 24/12/2026 au 2/1/2027, séparés par des virgules."
ONE_DAY: Final = timedelta(days=1)


def days_of_text(text: str) -> tuple[date, ...]:
    """The days, in order; ``ValidationError`` says how to write them."""
    found: set[date] = set()
    for part in (part.strip() for part in text.split(",")):
        if part:
            found |= _days(part)
    return tuple(sorted(found))


def _days(part: str) -> set[date]:
    read = PART.match(part)
    if read is None:
        raise forms.ValidationError(f"« {part} » ne se lit pas. {HOW}")
    first = _day(part, read[1], read[2], read[3])
    last = _day(part, read[4], read[5], read[6]) if read[4] else first
    if not 0 <= (last - first).days < LONGEST:
        raise forms.ValidationError(f"« {part} » finit avant de commencer, ou dure trop. {HOW}")
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def _day(part: str, day: str, month: str, year: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise forms.ValidationError(f"« {part} » n’est pas un jour du calendrier. {HOW}") from None


def text_of_days(days: Iterable[date]) -> str:
    """The same, as it is typed: days that follow one another as one stretch."""
    ordered = sorted(set(days))
    if not ordered:
        return ""
    breaks = [after for before, after in pairwise(ordered) if after - before > ONE_DAY]
    firsts = [ordered[0], *breaks]
    lasts = [*(max(day for day in ordered if day < first) for first in breaks), ordered[-1]]
    return ", ".join(
        f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} au {last:%d/%m/%Y}"
        for first, last in zip(firsts, lasts, strict=True)
    )
