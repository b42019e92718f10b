from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from maillon.apps.accounts.models import Account
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.journal import actions as journal
from maillon.apps.posts import access
from maillon.apps.posts.acts import TIME
from maillon.apps.posts.models import CoordinationTime
from maillon.apps.posts.vocabulary import KINDS, TASKS
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewTime", "correct_time", "note_time", "settled", "withdraw_time", "write"]

A_DAY: Final = 1440
LONGEST: Final = 200  # letters of the words


@dataclass(frozen=True, slots=True)
class NewTime:
    """A line as typed. ``kind`` left empty is the task's usual one."""

    task: str
    minutes: int
    day: date
    words: str = ""
    kind: str = ""
    began_at: datetime | None = None


def note_time(
    *, organization_id: UUID, new: NewTime, by: AccountViewer, now: datetime
) -> CoordinationTime:
    """Note minutes of her own for a structure where she works, and their act of the kind told.

    Raises ``NotFound``, ``Refused``: ``time_unknown``, ``time_nothing``, ``time_later``,
    ``time_too_much`` (24 hours in one day, all structures together).
    """
    access.require_team(by, organization_id)
    with transaction.atomic():
        return write(organization_id, new, by, now, origin="click")


def correct_time(
    *, line_id: UUID, new: NewTime, by: AccountViewer, now: datetime
) -> CoordinationTime:
    """Write a line again: the first is taken back and stays readable, its act is cancelled.

    Raises as ``note_time``; ``NotFound`` for somebody else's line, ``Refused``:
    ``time_withdrawn``, ``time_meeting_length`` (a meeting lasts what its minutes say).
    """
    with transaction.atomic():
        first = _standing(line_id, by)
        if first.meeting_id and (new.minutes, new.day) != (first.minutes, first.day):
            raise Refused("time_meeting_length")
        _take_back(first, by, now, "corrected")
        kept = first.began_at if new.day == first.day else None
        again = NewTime(new.task, new.minutes, new.day, new.words, new.kind, kept)
        return write(first.organization_id, again, by, now, origin=first.origin, follows=first,
                     meeting=first.meeting_id)  # fmt: skip


def withdraw_time(*, line_id: UUID, by: AccountViewer, now: datetime) -> CoordinationTime:
    """Take a line of hers back: it counts no more and stays readable.

    Raises ``NotFound`` for somebody else's line, ``Refused('time_withdrawn')``.
    """
    with transaction.atomic():
        line = _standing(line_id, by)
        _take_back(line, by, now, "withdrawn")
    return line


def settled(task: str, kind: str) -> str:
    """The kind of a task as told, or its usual one; ``Refused('time_unknown')``."""
    if task not in TASKS or (kind and kind not in KINDS):
        raise Refused("time_unknown")
    return kind or TASKS[task].kind


def write(
    organization_id: UUID, new: NewTime, by: AccountViewer, now: datetime, *, origin: str,
    follows: CoordinationTime | None = None, meeting: UUID | None = None,
) -> CoordinationTime:  # fmt: skip
    """One line and its act, in the caller's transaction. A meeting's minutes stand already in its
    own act: the act of the line bears none, so that the journal says them once.
    """
    kind = settled(new.task, new.kind)
    _possible(new, by, now)
    line = CoordinationTime(
        organization_id=organization_id, account_id=by.account_id, kind=kind, task=new.task,
        words=new.words.strip()[:LONGEST], day=new.day, minutes=new.minutes,
        began_at=new.began_at, origin=origin, follows=follows, meeting_id=meeting, written_at=now,
    )  # fmt: skip
    line.entry = journal.record(
        act=TIME[kind].code, organization_id=organization_id, by=by, now=now,
        subjects=[("coordination_time", line.pk)], data={"task": new.task, "origin": origin},
        minutes=None if meeting else Decimal(new.minutes),
    )  # fmt: skip
    line.save(force_insert=True)
    return line


def _possible(new: NewTime, by: AccountViewer, now: datetime) -> None:
    """Refuse minutes that cannot be; her account is held meanwhile, so that two windows cannot
    each find the day short enough.
    """
    if not 1 <= new.minutes <= A_DAY:
        raise Refused("time_nothing")
    if new.day > now.astimezone(PARIS).date():
        raise Refused("time_later")
    Account.objects.select_for_update().get(pk=by.account_id)
    rows = CoordinationTime.objects.standing().filter(account_id=by.account_id, day=new.day)
    spent = rows.aggregate(spent=Sum("minutes"))["spent"] or 0
    if timedelta(minutes=spent + new.minutes) > timedelta(days=1):
        raise Refused("time_too_much")


def _standing(line_id: UUID, by: AccountViewer) -> CoordinationTime:
    line = access.require_own(by, line_id)
    if line.withdrawn_at is not None:
        raise Refused("time_withdrawn")
    return line


def _take_back(line: CoordinationTime, by: AccountViewer, now: datetime, reason: str) -> None:
    journal.cancel(entry_id=line.entry_id, by=by, now=now, reason=reason)
    line.withdrawn_at = now
    line.save(update_fields=["withdrawn_at"])
