"""Days as French writes them: « 1er décembre », where Django says « 1 décembre »."""

import re
from datetime import date
from typing import Final

from django.utils.formats import date_format

__all__ = ["as_read", "ordinal", "written"]

# The month follows, whole or short; an hour, a number or a year does not.
FIRST: Final = re.compile(r"(?<!\d)1(?= (?:jan|fév|mars|avr|mai|juin|juil|août|sep|oct|nov|déc))")


def ordinal(day: int) -> str:
    """« 1er », « 2 »: a day of the month before its month."""
    return "1er" if day == 1 else str(day)


def as_read(words: str) -> str:
    """The first of the month in these words as it is read aloud."""
    return FIRST.sub("1er", words)


def written(day: date, form: str) -> str:
    """A day by a format of Django's, as it is read aloud."""
    return as_read(date_format(day, form))
