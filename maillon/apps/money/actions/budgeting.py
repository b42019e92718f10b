from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.journal import actions as journal
from maillon.apps.money.models import BudgetLine, Income
from maillon.apps.money.vocabulary import HEADINGS
from maillon.apps.structures import access as structures
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["locked_line", "plan_line", "receive", "withdraw_line"]


def plan_line(
    *, organization_id: UUID, year: int, heading: str, label: str, planned: Decimal,
    by: AccountViewer, now: datetime,
) -> BudgetLine:  # fmt: skip
    """Write a line of a year's budget; the heading says on which side it is.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``budget_heading``,
    ``budget_twice`` (the contract and the indemnities have one line a year).
    """
    structures.require_writer(by, organization_id)
    side = next((one for one, known in HEADINGS.items() if heading in known), "")
    if not side:
        raise Refused("budget_heading")
    line = BudgetLine(
        organization_id=organization_id, year=year, side=side, heading=heading, planned=planned,
        label=label.strip()[:120], written_by_id=by.account_id, written_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            line.save(force_insert=True)
            _tell("money.line_written", line, by, now)
    except IntegrityError as error:
        raise Refused("budget_twice") from error
    return line


def withdraw_line(*, line_id: UUID, by: AccountViewer, now: datetime) -> BudgetLine:
    """Take a line back; ``Refused('budget_used')`` once an invoice or a receipt stands on it."""
    with transaction.atomic():
        line = locked_line(line_id, by)
        if line.receipts.exists() or line.invoices.filter(withdrawn_at=None).exists():
            raise Refused("budget_used")
        line.withdrawn_at = now
        line.save(update_fields=["withdrawn_at"])
        _tell("money.line_withdrawn", line, by, now)
    return line


def receive(
    *, line_id: UUID, euros: Decimal, received_on: date, by: AccountViewer, now: datetime
) -> Income:
    """Note money that came in on a line of income.

    Raises ``NotFound``, ``Refused``: ``receipt_side``, ``receipt_later``.
    """
    with transaction.atomic():
        line = locked_line(line_id, by)
        if line.side != "income":
            raise Refused("receipt_side")
        if received_on > now.astimezone(PARIS).date():
            raise Refused("receipt_later")
        made = Income.objects.create(
            line=line, received_on=received_on, euros=euros, written_by_id=by.account_id,
            written_at=now,
        )  # fmt: skip
        _tell("money.received", line, by, now)
    return made


def locked_line(line_id: UUID, by: AccountViewer) -> BudgetLine:
    """A line that stands, locked, for who writes its structure; ``NotFound`` for any other."""
    rows = BudgetLine.objects.select_for_update(of=("self",))
    line = rows.filter(pk=line_id, withdrawn_at=None).first()
    if line is None:
        raise NotFound
    structures.require_writer(by, line.organization_id)
    return line


def _tell(act: str, line: BudgetLine, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=line.organization_id, by=by, now=now,
        subjects=[("budget_line", line.pk)], data={"year": line.year, "heading": line.heading},
    )  # fmt: skip
