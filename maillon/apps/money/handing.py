"""The money of a structure, as its hand-over file tells it: sums of the structure, nobody's own."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.wording.figures import euros
from maillon.apps.handover.sections import Line
from maillon.apps.money.models import BudgetLine
from maillon.apps.money.queries import invoices_page, quarters_page
from maillon.kernel.access import AccountViewer

__all__ = ["money_lines"]

PAYABLE: Final = ("due", "late")


def money_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Invoices to pay, quarters of indemnities that ended and are not paid, and a year without a
    budget once the structure had one.
    """
    yield from _invoices(viewer, organization_id, now)
    yield from _quarters(viewer, organization_id, now)
    this_year = now.astimezone(PARIS).date().year
    rows = BudgetLine.objects.filter(organization_id=organization_id, withdrawn_at=None)
    years = set(rows.values_list("year", flat=True))
    if years and this_year not in years:
        yield Line(f"budget de {this_year}", "", None, "à écrire", "soon",
                   reverse("budget", args=[organization_id]))  # fmt: skip


def _invoices(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    url = reverse("invoices", args=[organization_id])
    first = invoices_page(viewer, organization_id, now=now)
    for year in first.years:
        page = invoices_page(viewer, organization_id, now=now, year=year)
        for one in page.rows:
            if one.state in PAYABLE:
                late = one.state == "late"
                yield Line(
                    f"facture {one.number} à payer : {euros(one.gross)}", one.provider,
                    one.due_on, "en retard" if late else "", "late" if late else "plain",
                    f"{url}?annee={year}",
                )  # fmt: skip


def _quarters(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Those of this year and of the one before: what is older was settled or never counted."""
    this_year = quarters_page(viewer, organization_id, now=now)
    pages = [this_year]
    if this_year.year - 1 in this_year.years:
        pages.insert(0, quarters_page(viewer, organization_id, now=now, year=this_year.year - 1))
    for one in (row for page in pages for row in reversed(page.rows)):
        if one.state == "due":
            year, number = one.quarter.year, one.quarter.number
            sums = euros(one.euros) if one.euros is not None else "un tarif ou un plafond manque"
            yield Line(
                f"indemnités du trimestre {number} de {year} : {sums}", "", None, "à payer",
                "soon", reverse("quarter", args=[organization_id, year, number]),
            )  # fmt: skip
