"""Paying a quarter, planning a budget, invoices, sharing a sum."""

from maillon.apps.money.actions.budgeting import plan_line, receive, withdraw_line
from maillon.apps.money.actions.freezing import freeze_quarter, lines_digest, undo_freeze
from maillon.apps.money.actions.invoicing import (
    NewInvoice,
    pay_invoice,
    receive_invoice,
    withdraw_invoice,
)
from maillon.apps.money.actions.sharing import share_out, withdraw_share

__all__ = [
    "NewInvoice",
    "freeze_quarter",
    "lines_digest",
    "pay_invoice",
    "plan_line",
    "receive",
    "receive_invoice",
    "share_out",
    "undo_freeze",
    "withdraw_invoice",
    "withdraw_line",
    "withdraw_share",
]
