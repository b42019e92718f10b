"""Writing down a thing to do, saying it is done, setting it aside, taking it up again."""

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.cockpit import access
from maillon.apps.cockpit.models import Errand
from maillon.apps.cockpit.vocabulary import ASIDES, OUTCOMES
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.apps.tasks.inboxes import INBOXES
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["note_errand", "settle_errand", "take_up_errand"]

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
        errand.task = _owed(errand, due_at, by, now)
        errand.save(force_insert=True)
        _tell("cockpit.noted", errand, by, now)
    return errand


def settle_errand(
    *, errand_id: UUID, outcome: str, by: AccountViewer, now: datetime, aside: str = ""
) -> None:
    """Done, or set aside for a reason; once. Raises ``NotFound``, ``Refused``: ``errand_outcome``,
    ``errand_aside`` (no reason), ``task_already_closed``.
    """
    if outcome not in OUTCOMES:
        raise Refused("errand_outcome")
    if (outcome == "dropped") != (aside in ASIDES):
        raise Refused("errand_aside")
    with transaction.atomic():
        errand = access.errand_of(by, errand_id)
        tasks.close_task(task_id=errand.task_id, outcome=outcome, by=by, now=now)
        errand.aside = aside
        errand.save(update_fields=["aside"])
        why = {"aside": aside} if aside else {}
        _tell("cockpit.settled", errand, by, now, outcome=outcome, **why)


def take_up_errand(*, errand_id: UUID, by: AccountViewer, now: datetime) -> None:
    """What somebody set aside is to do again, by tomorrow evening at the soonest: whoever
    coordinates may disagree. Raises ``NotFound``, ``Refused('errand_not_aside')``.
    """
    with transaction.atomic():
        errand = access.errand_of(by, errand_id)
        if not errand.aside:
            raise Refused("errand_not_aside")
        tomorrow = now.astimezone(PARIS).date() + timedelta(days=1)
        errand.task = _owed(
            errand, max(errand.task.due_at, datetime.combine(tomorrow, EVENING, PARIS)), by, now
        )
        errand.aside = ""
        errand.save(update_fields=["task", "aside"])
        _tell("cockpit.taken_up", errand, by, now)


def _owed(errand: Errand, due_at: datetime, by: AccountViewer, now: datetime) -> Task:
    return tasks.open_task(
        kind=f"cockpit.{errand.inbox}", organization_id=errand.organization_id,
        owner=Owner(group="organization", group_id=errand.organization_id),
        origin=("errand", errand.pk), due_at=due_at, by=by, now=now,
    )  # fmt: skip


def _tell(act: str, errand: Errand, by: AccountViewer, now: datetime, **data: str) -> None:
    journal.record(
        act=act, organization_id=errand.organization_id, by=by, now=now,
        subjects=[("errand", errand.pk)], data={"inbox": errand.inbox, **data},
    )  # fmt: skip
