import base64
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.money.models import BudgetLine, Invoice
from maillon.apps.money.queries.quarters import card_of
from maillon.apps.money.vocabulary import HEADINGS
from maillon.apps.structures import access as structures
from maillon.apps.structures.queries import Paper, StructureCard
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["InvoiceRow", "InvoicesPage", "expense_lines", "house_of_invoice", "invoice_paper",
           "invoice_tasks", "invoices_page"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice; ``state``: paid, due, late, withdrawn."""

    id: UUID
    provider: str
    number: str
    heading: str
    issued_on: date
    due_on: date
    gross: Decimal
    vat: Decimal
    agreed: Decimal | None
    delivered: Decimal | None
    has_paper: bool
    state: str
    paid_on: date | None

    @property
    def net(self) -> Decimal:
        """Without taxes."""
        return self.gross - self.vat

    @property
    def lacking(self) -> Decimal | None:
        """Hours agreed and not delivered; ``None`` where the two are not told."""
        told = self.agreed is not None and self.delivered is not None
        return (self.agreed or 0) - (self.delivered or 0) if told else None  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class InvoicesPage:
    """The invoices of a structure's year, to pay first."""

    card: StructureCard
    year: int
    years: tuple[int, ...]
    rows: tuple[InvoiceRow, ...]
    to_pay: Decimal


def invoices_page(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, year: int | None = None
) -> InvoicesPage:
    """The invoices on the budget of a year; ``NotFound`` for who does not write the structure."""
    structures.require_writer(viewer, organization_id)
    today = now.astimezone(PARIS).date()
    rows = Invoice.objects.filter(organization_id=organization_id).select_related("line")
    years = {today.year, *rows.values_list("line__year", flat=True)}
    year = year or today.year
    if year not in years:
        raise NotFound
    found = [_row(one, today) for one in rows.filter(line__year=year).defer("content")]
    order = {"late": 0, "due": 1, "paid": 2, "withdrawn": 3}
    return InvoicesPage(
        card_of(viewer, organization_id, now), year, tuple(sorted(years, reverse=True)),
        tuple(sorted(found, key=lambda one: (order[one.state], one.due_on))),
        sum((one.gross for one in found if one.state in ("late", "due")), Decimal("0.00")),
    )  # fmt: skip


def _row(one: Invoice, today: date) -> InvoiceRow:
    state = "withdrawn" if one.withdrawn_at else "paid" if one.paid_on else "due"
    if state == "due" and one.due_on < today:
        state = "late"
    return InvoiceRow(
        one.pk, one.provider, one.number, HEADINGS["expense"][one.line.heading], one.issued_on,
        one.due_on, one.gross, one.vat, one.agreed, one.delivered, bool(one.digest), state,
        one.paid_on,
    )  # fmt: skip


def expense_lines(viewer: AccountViewer, organization_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The lines of expense an invoice may stand on, latest year first."""
    structures.require_writer(viewer, organization_id)
    rows = BudgetLine.objects.filter(
        organization_id=organization_id, side="expense", withdrawn_at=None
    ).order_by("-year", "heading")
    return tuple(
        (one.pk, " : ".join(filter(None, (f"{one.year}, {HEADINGS['expense'][one.heading]}",
                                          one.label))))
        for one in rows
    )  # fmt: skip


def _held(viewer: AccountViewer, invoice_id: UUID) -> Invoice:
    found = Invoice.objects.filter(pk=invoice_id).select_related("line").first()
    if found is None:
        raise NotFound
    structures.require_writer(viewer, found.organization_id)
    return found


def house_of_invoice(viewer: AccountViewer, invoice_id: UUID) -> tuple[UUID, int]:
    """The structure and the budget's year of an invoice, for who writes it; ``NotFound`` else."""
    found = _held(viewer, invoice_id)
    return found.organization_id, found.line.year


def invoice_paper(viewer: AccountViewer, invoice_id: UUID) -> Paper:
    """The paper of an invoice; ``NotFound`` for strangers and where there is none."""
    found = _held(viewer, invoice_id)
    if not found.digest:
        raise NotFound
    return Paper(base64.b64decode(found.content), found.media_type)


def invoice_tasks(viewer: AccountViewer, ids: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Invoices to pay in the structures she writes: the structure and the number."""
    rows = Invoice.objects.filter(pk__in=ids, organization_id__in=structures.written_by(viewer))
    return {one.pk: (one.organization_id, one.number) for one in rows.defer("content")}
