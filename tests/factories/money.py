"""Named situations of a structure's money."""

from uuid import UUID

from maillon.apps.journal import actions as journal
from maillon.apps.money.actions import lines_digest
from maillon.apps.money.models import PaidQuarter
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.factories.desk import MORNING, TODAY

__all__ = ["paid_quarter"]


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
