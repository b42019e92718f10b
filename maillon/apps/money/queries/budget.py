from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.queries import contract_of, contract_page
from maillon.apps.money.counting import house_of
from maillon.apps.money.models import BudgetLine
from maillon.apps.money.quarters import NOTHING
from maillon.apps.money.queries.quarters import card_of, sum_of
from maillon.apps.money.vocabulary import HEADINGS
from maillon.apps.structures import access as structures
from maillon.apps.structures.queries import StructureCard
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["BudgetPage", "BudgetRow", "budget_page", "house_of_line"]


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A line of the budget: planned, then committed (invoices received, indemnities owed, what the
    contract proves), then spent or received. ``None``: not known yet, with why.
    """

    id: UUID
    side: str
    heading: str
    label: str
    planned: Decimal
    committed: Decimal | None
    done: Decimal
    counted: bool


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """The budget of a year, for who writes the structure."""

    card: StructureCard
    year: int
    years: tuple[int, ...]
    rows: tuple[BudgetRow, ...]

    def of(self, side: str) -> tuple[BudgetRow, ...]:
        """The lines of one side."""
        return tuple(one for one in self.rows if one.side == side)

    def sums(self, side: str) -> tuple[Decimal, Decimal | None, Decimal]:
        """Planned, committed, done."""
        rows = self.of(side)
        return (
            sum((one.planned for one in rows), NOTHING), sum_of(one.committed for one in rows),
            sum((one.done for one in rows), NOTHING),
        )  # fmt: skip


def budget_page(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, year: int | None = None
) -> BudgetPage:
    """The budget of a year, next year's included; ``NotFound`` for who does not write it."""
    structures.require_writer(viewer, organization_id)
    today = now.astimezone(PARIS).date()
    rows = BudgetLine.objects.filter(organization_id=organization_id, withdrawn_at=None)
    written = set(rows.values_list("year", flat=True)) | {today.year, today.year + 1}
    year = year or today.year
    if year not in written:
        raise NotFound
    lines = list(rows.filter(year=year).prefetch_related("invoices", "receipts"))
    counted = _counted(viewer, lines, year, now)
    return BudgetPage(
        card_of(viewer, organization_id, now), year, tuple(sorted(written, reverse=True)),
        tuple(_row(one, counted) for one in lines),
    )  # fmt: skip


def _counted(
    viewer: AccountViewer, lines: Iterable[BudgetLine], year: int, now: datetime
) -> dict[str, tuple[Decimal | None, Decimal]]:
    """What Maillon counts itself, by heading: committed, done."""
    found = {}
    for one in lines:
        if one.heading == "aci":
            found["aci"] = (_proven(viewer, one.organization_id, year, now), NOTHING)
        elif one.heading == "indemnities":
            found["indemnities"] = _indemnities(one.organization_id, year, now)
    return found


def _proven(
    viewer: AccountViewer, organization_id: UUID, year: int, now: datetime
) -> Decimal | None:
    """Euros that the contract proves for a year; ``None`` where its rules give no total."""
    contract = contract_of(viewer, organization_id)
    if contract is None:
        return None
    try:
        page = contract_page(viewer, contract, now=now, year=year)
    except NotFound:
        return None  # the contract has no such year
    return page.totals[0] if page.totals else None


def _indemnities(organization_id: UUID, year: int, now: datetime) -> tuple[Decimal | None, Decimal]:
    house = house_of(organization_id, now.astimezone(PARIS).date())
    owed = [one.euros for one in house.owed.values() if one.quarter.year == year]
    paid = [one.row.euros for one in house.settled if one.quarter.year == year]
    return sum_of(owed), sum(paid, NOTHING)


def _row(one: BudgetLine, counted: dict[str, tuple[Decimal | None, Decimal]]) -> BudgetRow:
    received = sum((got.euros for got in one.receipts.all()), NOTHING)
    bills = [bill for bill in one.invoices.all() if bill.withdrawn_at is None]
    billed = sum((bill.gross for bill in bills), NOTHING)
    paid = sum((bill.gross for bill in bills if bill.paid_on), NOTHING)
    committed, done = counted.get(one.heading, (NOTHING if one.side == "expense" else received,
                                                NOTHING))  # fmt: skip
    if one.side == "expense" and committed is not None:
        committed += billed
    return BudgetRow(
        one.pk, one.side, HEADINGS[one.side][one.heading], one.label, one.planned, committed,
        done + paid + received, one.heading in counted,
    )  # fmt: skip


def house_of_line(viewer: AccountViewer, line_id: UUID) -> tuple[UUID, int]:
    """The structure and the year of a line, for who writes it; ``NotFound`` else."""
    found = BudgetLine.objects.filter(pk=line_id).first()
    if found is None:
        raise NotFound
    structures.require_writer(viewer, found.organization_id)
    return found.organization_id, found.year
