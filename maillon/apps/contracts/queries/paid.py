from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts import access
from maillon.apps.contracts.models import EvidenceFile, Payment
from maillon.apps.contracts.queries.answers import refused_worth
from maillon.kernel.access import AccountViewer

__all__ = ["PaidPage", "PaymentLine", "paid_page"]


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment as it came."""

    euros: Decimal
    received_on: date
    words: str


@dataclass(frozen=True, slots=True)
class PaidPage:
    """What was paid for a year against the balance of the file that was sent. ``expected`` and
    ``difference`` are ``None`` where the year had no total; ``refused``: what the payer refuses.
    """

    lines: tuple[PaymentLine, ...]
    received: Decimal
    expected: Decimal | None
    difference: Decimal | None
    refused: Decimal


def paid_page(viewer: AccountViewer, contract_id: UUID, year: int) -> PaidPage:
    """The payments of a year, for the team; ``NotFound`` for strangers."""
    contract = access.require_reader(viewer, contract_id)
    lines = tuple(
        PaymentLine(one.euros, one.received_on, one.words)
        for one in Payment.objects.filter(contract=contract, year=year)
    )
    received = sum((one.euros for one in lines), Decimal(0))
    sent = EvidenceFile.objects.filter(contract=contract, year=year).select_related("statement")
    found = sent.defer("content").first()
    expected = _balance(found) if found else None
    return PaidPage(
        lines, received, expected,
        received - expected if expected is not None and lines else None,
        refused_worth(contract, year),
    )  # fmt: skip


def _balance(file: EvidenceFile) -> Decimal | None:
    """The balance of the statement that left: its euros but the advance."""
    told, facts = file.statement.result, file.statement.facts
    if told["euros"] is None:
        return None
    return Decimal(told["euros"]) - Decimal(facts.get("advance_paid_eur") or told["advance"])
