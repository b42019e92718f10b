"""Presence and its money, as French says them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from maillon.apps.contracts.wording.figures import NARROW, number

__all__ = ["BUCKETS", "WHY", "hours"]

WHY: Final[Mapping[str, str]] = {
    "salary": "sur son salaire", "unrated": "tarif à dire",
    "holder": "payée par la structure qui tient la réunion",
}  # fmt: skip
BUCKETS: Final[Mapping[str, str]] = {
    "paid": "Comptées pour une indemnité",
    "salary": "Sur le salaire",
    "elsewhere": "Déjà comptées par un autre acte",
    "unrated": "En attente d’un tarif",
    "holder": "Payées par une autre structure",
    "stranger": "Avec un compte, hors de l’équipe ce jour-là",
    "guest": "Venues par un lien, sans compte",
}


def hours(minutes: Decimal) -> str:
    """« 1 h 30 », « 45 min »."""
    whole = int(minutes.quantize(Decimal(1), ROUND_HALF_UP))
    told, rest = divmod(whole, 60)
    if not told:
        return f"{rest}{NARROW}min"
    return f"{number(told)}{NARROW}h{NARROW}{rest:02d}" if rest else f"{number(told)}{NARROW}h"
