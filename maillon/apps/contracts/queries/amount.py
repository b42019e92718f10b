from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.counting import count
from maillon.apps.contracts.knowing import PARIS, gathered
from maillon.apps.contracts.models import AciContract
from maillon.apps.structures import access as structures
from maillon.kernel.access import AccountViewer

__all__ = ["Amount", "contract_amount"]


@dataclass(frozen=True, slots=True)
class Amount:
    """What a contract is worth for a year, by what is proven."""

    year: int
    euros: Decimal


def contract_amount(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime
) -> Amount | None:
    """The worth of the latest year that has a whole sum, this one or the last two; ``None``
    without a contract or where no such year is known whole. ``NotFound`` for strangers.
    """
    structures.require_reader(viewer, organization_id)
    rows = AciContract.objects.filter(organization_id=organization_id, ended_on=None)
    contract, today = rows.first(), now.astimezone(PARIS).date()
    if contract is None:
        return None
    first = max(contract.signed_on.year, today.year - 2)
    for year in range(today.year, first - 1, -1):
        known = gathered(contract, year, min(today, date(year, 12, 31)))
        proven = {k: one.proven for k, one in known.facts.items() if one.proven is not None}
        statement = count(proven, year).statement
        if statement is not None and statement.euros is not None:
            return Amount(year, statement.euros)
    return None
