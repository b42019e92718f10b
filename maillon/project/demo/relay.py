"""What the coordinator of the maison de santé would hand over: proofs she chases, one of them late,
and the tasks that the secretary once did in her place, by the real actions.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from maillon.apps.contracts import actions as contracts
from maillon.apps.contracts.queries import contract_of
from maillon.apps.handover import actions
from maillon.kernel.access import AccountViewer

__all__ = ["owe_and_pass"]

# The proof, and in how many days from today it is wanted.
CHASED = (("A2.4", -3), ("A2.6b", 12), ("A2.2", 20))
AWAY = 45  # days since her leave


def owe_and_pass(
    organization_id: UUID, by: AccountViewer, colleague: AccountViewer, now: datetime
) -> None:
    """Proofs to get, given to a colleague for a leave and taken back after it."""
    contract_id = contract_of(by, organization_id)
    if contract_id is None:
        return
    then = now - timedelta(days=AWAY)
    for indicator, days in CHASED:
        contracts.chase_proof(
            contract_id=contract_id, year=now.year, indicator=indicator,
            due_on=_day(now, days), by=by, now=then,
        )  # fmt: skip
    made = actions.pass_tasks(
        organization_id=organization_id, from_id=by.account_id, to_id=colleague.account_id, by=by,
        now=then,
    )  # fmt: skip
    actions.return_tasks(succession_id=made.pk, by=by, now=then + timedelta(days=14))


def _day(now: datetime, days: int) -> date:
    return (now + timedelta(days=days)).date()
