"""What the maison de santé pays for a meeting. Every figure is invented, and said to be."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.contracts import actions
from maillon.kernel.access import AccountViewer

__all__ = ["decide_rates"]

# profession, basis, euros last year, euros this year; a rate nobody decided yet is asked for
RATES: Final = (
    ("10", "hour", "75.00", "78.50"),
    ("60", "hour", "45.00", "47.20"),
    ("70", "hour", "45.00", "47.20"),
    ("21", "meeting", "60.00", "60.00"),
    ("50", "hour", "45.00", ""),
)
CEILINGS: Final = (Decimal("350.00"), Decimal("450.00"))  # a member: last year, this year


def decide_rates(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Rates of two years and their ceilings; this year one rate is still to be decided."""
    last, this = date(now.year - 1, 1, 1), date(now.year, 1, 1)
    for profession, basis, before, after in RATES:
        for euros, starts_on, ends_on in ((before, last, this), (after, this, None)):
            if euros:
                actions.write_rate(
                    organization_id=organization_id, profession=profession, basis=basis,
                    euros=Decimal(euros), starts_on=starts_on, ends_on=ends_on, by=by, now=now,
                )  # fmt: skip
    for day, most in zip((last, this), CEILINGS, strict=True):
        actions.say_ceiling(
            organization_id=organization_id, year=day.year, euros=most, by=by, now=now
        )
