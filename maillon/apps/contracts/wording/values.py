"""A fact as French says it."""

from datetime import date
from decimal import Decimal
from typing import Any

from maillon.apps.contracts.wording.figures import day, number
from maillon.apps.contracts.wording.words import CHOICES

__all__ = ["worded"]


def worded(value: Any) -> str:
    """A fact in French."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | Decimal):
        return number(value)
    return day(value) if isinstance(value, date) else CHOICES.get(value, str(value))
