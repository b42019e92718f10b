from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.knowing import gathered
from maillon.apps.contracts.queries.levels import Gain, gain, levels
from maillon.apps.contracts.queries.page import contract_of, opened
from maillon.kernel.access import AccountViewer

__all__ = ["Without", "without_member"]


@dataclass(frozen=True, slots=True)
class Without:
    """This year as it is proven today, if this member were not there: how many count, what moves.

    ``loss`` is below zero where something is lost; ``lines``: label, points before and after.
    """

    contract_id: UUID
    year: int
    counted: tuple[int, int]
    loss: Gain
    lines: tuple[tuple[str, Decimal, Decimal], ...]


def without_member(
    viewer: AccountViewer, organization_id: UUID, member_id: UUID, *, now: datetime
) -> Without | None:
    """What the contract of a structure loses with a member; ``None`` without a contract, for
    strangers ``NotFound``. Nothing is written.
    """
    contract_id = contract_of(viewer, organization_id)
    if contract_id is None:
        return None
    contract, known, found, _ = opened(viewer, contract_id, None, now)
    other = gathered(contract, known.year, known.on, without=member_id)
    facts = levels(other.facts, known.year)
    first, second = found.statement, facts.statement
    return Without(
        contract_id, known.year,
        (int(found.done.get("professionals") or 0), int(facts.done.get("professionals") or 0)),
        gain(found.proven, facts.proven, known.year),
        tuple(
            (one.row.indicator.label, one.worth, after.worth)
            for one, after in zip(first.lines, second.lines, strict=True)
            if one.worth != after.worth
        ) if first and second else (),
    )  # fmt: skip
