"""A structure's budget, its invoices, a sum shared. Providers and sums are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.money import actions
from maillon.apps.money.actions import NewInvoice
from maillon.apps.structures.models import Member
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.project.demo.proofs import paper

__all__ = ["BIG", "SMALL", "Bill", "Plan", "write_budget"]


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice: how many days ago, how long to pay, which heading, hours agreed and delivered."""

    days: int
    heading: str
    provider: str
    number: str
    gross: str
    vat: str = "0"
    due: int = 30
    hours: tuple[str, str] | None = None
    paid: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """A year's budget by heading, money received, invoices, a sum shared and its key."""

    lines: tuple[tuple[str, str], ...]
    received: tuple[tuple[str, str], ...]
    bills: tuple[Bill, ...]
    shared: tuple[str, str, str]


SMALL: Final = Plan(
    (("aci", "58000"), ("ars", "3000"), ("members", "2600"), ("indemnities", "5200"),
     ("coordination", "24500"), ("software", "3400"), ("services", "6800"), ("premises", "9000")),
    (("aci", "39400"), ("ars", "3000")),
    (Bill(200, "software", "Logiciel Essai", "LE-0412", "1692.00", "282.00"),
     Bill(120, "services", "Ménage des Rives, inventé", "2041", "924.00", "154.00",
          hours=("42", "42")),
     Bill(48, "services", "Ménage des Rives, inventé", "2077", "924.00", "154.00", due=30,
          hours=("42", "37.5"), paid=False),
     Bill(6, "software", "Logiciel Essai", "LE-0877", "1692.00", "282.00", paid=False)),
    ("Solde de l’année passée", "4000", "presence"),
)  # fmt: skip
BIG: Final = Plan(
    (("aci", "214000"), ("ars", "12000"), ("training", "4800"), ("indemnities", "38000"),
     ("coordination", "61000"), ("software", "14500"), ("services", "27000"),
     ("premises", "48000"), ("equipment", "9000"), ("learning", "6000")),
    (("aci", "128000"), ("ars", "12000"), ("training", "2400")),
    tuple(
        Bill(335 - 28 * n, "services", "Entretien Vallon, inventé", f"EV-{n + 1:03}", "1980.00",
             "330.00", hours=("90", "90" if n % 4 else "81"), paid=n < 11)
        for n in range(12)
    )
    + tuple(
        Bill(300 - 90 * n, "software", "Logiciel Essai", f"LX-{n + 1:02}", "3480.00", "580.00")
        for n in range(3)
    ),
    ("Prime de coordination des médecins", "6000", "list"),
)  # fmt: skip


def write_budget(organization_id: UUID, plan: Plan, by: AccountViewer, now: datetime) -> None:
    """This year's budget, and what happened on it so far, by the real actions."""
    spring = min(now, now.replace(month=5, day=12))
    lines: dict[str, UUID] = {}
    for heading, planned in plan.lines:
        lines[heading] = actions.plan_line(
            organization_id=organization_id, year=now.year, heading=heading, label="",
            planned=Decimal(planned), by=by, now=now,
        ).pk  # fmt: skip
    for heading, euros in plan.received:
        actions.receive(
            line_id=lines[heading], euros=Decimal(euros), received_on=spring.date(), by=by, now=now
        )
    for bill in plan.bills:
        _bill(lines[bill.heading], bill, by, now)
    _share(organization_id, plan.shared, by, now)


def _bill(line_id: UUID, bill: Bill, by: AccountViewer, now: datetime) -> None:
    then = now - timedelta(days=bill.days)
    agreed, delivered = bill.hours or (None, None)
    new = NewInvoice(
        line_id, bill.provider, bill.number, then.date(), _after(then, bill.due),
        Decimal(bill.gross), Decimal(bill.vat), Decimal(agreed) if agreed else None,
        Decimal(delivered) if delivered else None, paper(f"Facture {bill.number}"),
    )  # fmt: skip
    with clock.frozen(then):
        held = actions.receive_invoice(new=new, by=by, now=then)
    if bill.paid:
        later = min(now, then + timedelta(days=bill.due - 4))
        with clock.frozen(later):
            actions.pay_invoice(invoice_id=held.pk, paid_on=later.date(), by=by, now=later)


def _after(then: datetime, days: int) -> date:
    return (then + timedelta(days=days)).date()


def _share(
    organization_id: UUID, told: Sequence[str], by: AccountViewer, now: datetime
) -> None:  # fmt: skip
    label, euros, key = told
    team = Member.objects.of(organization_id).on(now.date()).filter(status="associate")
    if key == "list":
        team = team.filter(profession="10")
    weights = {one.pk: Decimal(840 + 37 * place) for place, one in enumerate(
        team.order_by("joined_on", "national_id"))}  # fmt: skip
    actions.share_out(
        organization_id=organization_id, year=now.year, label=label, euros=Decimal(euros),
        key=key, weights=weights, by=by, now=now,
    )  # fmt: skip
