"""Time as French says it."""

from decimal import Decimal
from typing import Final

from maillon.apps.contracts.wording.figures import NARROW
from maillon.apps.contracts.wording.money import hours

__all__ = ["DAYS", "spent"]

DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def spent(minutes: int) -> str:
    """« 1 h 30 », « 45 min », « 0 min »."""
    return hours(Decimal(minutes)) if minutes else f"0{NARROW}min"
