"""Named situations of a structure's money."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from maillon.apps.journal import actions as journal
from maillon.apps.maturity import actions as maturity
from maillon.apps.money import actions
from maillon.apps.money.actions import NewInvoice, lines_digest
from maillon.apps.money.models import BudgetLine, Invoice, PaidQuarter
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.factories.desk import MORNING, TODAY
from tests.factories.structures import PAPER

__all__ = ["budget_line", "invoice", "opened_assessment", "paid_quarter", "shared"]


def paid_quarter(by: AccountViewer, house: UUID) -> UUID:
    """A quarter of two years ago, said to be paid, without any line."""
    pk, digest = new_id(), lines_digest([])
    entry = journal.record(
        act="money.quarter_paid", organization_id=house, by=by, now=MORNING,
        subjects=[("quarter", pk)], documents=[digest],
    )  # fmt: skip
    return PaidQuarter.objects.create(
        pk=pk, organization_id=house, year=2024, number=1, paid_on=TODAY, euros=0, entry=entry,
        frozen_by_id=by.account_id, frozen_at=MORNING, digest=digest,
    ).pk  # fmt: skip


def budget_line(by: AccountViewer, house: UUID, **changed: object) -> BudgetLine:
    """1,200 euros of providers this year, unless told otherwise."""
    given: dict[str, object] = {
        "year": TODAY.year, "heading": "services", "label": "", "planned": Decimal(1200), **changed,
    }  # fmt: skip
    return actions.plan_line(organization_id=house, by=by, now=MORNING, **given)  # type: ignore[arg-type]


def invoice(by: AccountViewer, line_id: UUID, **changed: object) -> Invoice:
    """An invoice with its paper: 20 hours agreed, 18 delivered."""
    given: dict[str, object] = {
        "provider": "Ménage Essai", "number": "F 2026-14", "issued_on": TODAY, "due_on": TODAY,
        "gross": Decimal("240.00"), "vat": Decimal("40.00"), "agreed": Decimal(20),
        "delivered": Decimal(18), "document": PAPER, **changed,
    }  # fmt: skip
    new = NewInvoice(line_id, **given)  # type: ignore[arg-type]
    return actions.receive_invoice(new=new, by=by, now=MORNING)


def shared(by: AccountViewer, house: UUID, *members: UUID) -> UUID:
    """A hundred euros, in equal parts."""
    return actions.share_out(
        organization_id=house, year=date(2026, 1, 1).year, label="Solde essai",
        euros=Decimal(100), key="equal", weights=dict.fromkeys(members, Decimal(1)), by=by,
        now=MORNING,
    ).pk  # fmt: skip


def opened_assessment(by: AccountViewer, house: UUID) -> UUID:
    """A team looks at three themes."""
    return maturity.open_assessment(
        organization_id=house, chosen=("access", "voice", "record"), by=by, now=MORNING
    ).pk
