"""Quarters paid, the budget of a year, invoices, sums shared between members."""

from maillon.apps.money.models.budget import BudgetLine, Income
from maillon.apps.money.models.invoice import Invoice
from maillon.apps.money.models.quarter import PaidLine, PaidQuarter
from maillon.apps.money.models.share import ShareOut, SharePart

__all__ = [
    "BudgetLine",
    "Income",
    "Invoice",
    "PaidLine",
    "PaidQuarter",
    "ShareOut",
    "SharePart",
]
