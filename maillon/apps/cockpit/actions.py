"""Writing down a thing to do, and saying it is done."""

from datetime import date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.cockpit import access
from maillon.apps.cockpit.models import Errand
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.apps.tasks.inboxes import INBOXES
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["OUTCOMES", "note_errand", "settle_errand"]

OUTCOMES: Final = {"done": "fait", "dropped": "abandonné"}
PARIS: Final = ZoneInfo("Europe/Paris")
EVENING: Final = time(18, 0)


def note_errand(
    *, organization_id: UUID, inbox: str, text: str, due_on: date, by: AccountViewer, now: datetime
) -> Errand:
    """A thing to do in one of the six inboxes, by the evening of a day; for the whole structure.

    Raises ``NotFound``, ``Refused``: ``errand_empty``, ``errand_inbox``, ``errand_past``.
    """
    if organization_id not in access.houses_of(by):
        raise NotFound
    if not text.strip():
        raise Refused("errand_empty")
    if inbox not in INBOXES:
        raise Refused("errand_inbox")
    due_at = datetime.combine(due_on, EVENING, PARIS)
    if due_on < now.astimezone(PARIS).date():
        raise Refused("errand_past")
    with transaction.atomic():
        errand = Errand(
            organization_id=organization_id, author_id=by.account_id, inbox=inbox,
            text=text.strip(), created_at=now,
        )  # fmt: skip
        errand.task = tasks.open_task(
            kind=f"cockpit.{inbox}", organization_id=organization_id,
            owner=Owner(group="organization", group_id=organization_id),
            origin=("errand", errand.pk), due_at=due_at, by=by, now=now,
        )  # fmt: skip
        errand.save(force_insert=True)
        _tell("cockpit.noted", errand, by, now)
    return errand


def settle_errand(*, errand_id: UUID, outcome: str, by: AccountViewer, now: datetime) -> None:
    """Done, or given up; once. Raises ``NotFound``, ``Refused``: ``errand_outcome``,
    ``task_already_closed``.
    """
    if outcome not in OUTCOMES:
        raise Refused("errand_outcome")
    with transaction.atomic():
        errand = access.errand_of(by, errand_id)
        tasks.close_task(task_id=errand.task_id, outcome=outcome, by=by, now=now)
        _tell("cockpit.settled", errand, by, now, outcome=outcome)


def _tell(act: str, errand: Errand, by: AccountViewer, now: datetime, **data: str) -> None:
    journal.record(
        act=act, organization_id=errand.organization_id, by=by, now=now,
        subjects=[("errand", errand.pk)], data={"inbox": errand.inbox, **data},
    )  # fmt: skip
