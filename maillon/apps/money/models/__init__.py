"""Quarters of indemnities that were paid."""

from maillon.apps.money.models.quarter import PaidLine, PaidQuarter

__all__ = ["PaidLine", "PaidQuarter"]
