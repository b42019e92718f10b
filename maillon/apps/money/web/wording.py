"""The money of a structure in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from maillon.apps.contracts.wording.figures import euros

__all__ = ["BILLS", "STATES", "plain", "said"]

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "paid": ("payé, figé", "calm"), "due": ("à payer", "soon"), "running": ("en cours", "info"),
    "empty": ("rien à payer", "plain"), "settled": ("rien à payer", "plain"),
}  # fmt: skip
BILLS: Final[Mapping[str, tuple[str, str]]] = {
    "paid": ("payée", "calm"), "due": ("à payer", "soon"), "late": ("en retard", "late"),
    "withdrawn": ("retirée", "plain"),
}  # fmt: skip


def said(amount: Decimal | None) -> str:
    """« 1 204,50 € »; empty where it is not known."""
    return "" if amount is None else euros(amount)


def plain(amount: Decimal | None) -> str:
    """As a spreadsheet takes it: « 1204,50 »."""
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")
