"""Figures as French writes them."""

import functools
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from maillon.kernel.days import ordinal

__all__ = ["day", "euros", "number", "printable", "said", "spaced"]

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
NARROW = "\u202f"
# Where a line may not be cut: inside a figure, before its unit, beside French punctuation.
JOINED = re.compile(r"(?<=\d) (?=\d{3}\b)|(?<=«) | (?=[:;!?»%€×÷])|(?<=\d) (?=points?\b|h\b)")


@functools.lru_cache(maxsize=4096)
def number(figure: Decimal | int) -> str:
    """« 1 234,5 »: no more decimals than there are."""
    sign = "-" if figure < 0 else ""
    whole, _, rest = format(abs(Decimal(figure)), "f").partition(".")
    rest = rest.rstrip("0")
    return f"{sign}{int(whole):,}".replace(",", NARROW) + (f",{rest}" if rest else "")


def euros(amount: Decimal) -> str:
    """« 1 234,50 € »."""
    sign = "-" if amount < 0 else ""
    whole, cents = format(abs(amount), ".2f").split(".")
    return f"{sign}{int(whole):,}".replace(",", NARROW) + f",{cents}\u00a0€"


def printable(text: str, most: int = 60) -> str:
    """What a file says, cut short, without what would write elsewhere on the terminal."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text[:most])


def spaced(text: str) -> str:
    """French spaces that no line is cut at."""
    return JOINED.sub("\u00a0", text)


def day(when: date) -> str:
    """« 1er janvier 2022 »."""
    return f"{ordinal(when.day)} {MONTHS[when.month - 1]} {when.year}"


def said(data: Mapping[str, Any]) -> dict[str, str]:
    """Every figure of a reason, as words to put in its sentence."""
    return {key: _said(value) for key, value in data.items()}


def _said(value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number(value)
    return str(value)
