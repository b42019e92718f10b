from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts import house
from maillon.apps.handover import access
from maillon.apps.journal import actions as journal
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["end_access"]


def end_access(
    *, organization_id: UUID, account_id: UUID, last: date, by: AccountViewer, now: datetime
) -> int:
    """Every role of this account in this structure ends: ``last`` is the first day without it,
    today at the earliest. How many roles; what she did and read stays told.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``access_own``,
    ``access_administrator``, ``access_none``.
    """
    access.require_writer(by, organization_id)
    if account_id == by.account_id:
        raise Refused("access_own")
    day = max(last, now.date())
    with transaction.atomic():
        ended = house.end_roles(account_id, organization_id, day=day, by=by, now=now)
        if not ended:
            raise Refused("access_none")
        journal.record(
            act="handover.access_ended", organization_id=organization_id, by=by, now=now,
            subjects=[("account", account_id)], data={"day": day.isoformat(), "roles": ended},
        )  # fmt: skip
    return ended
