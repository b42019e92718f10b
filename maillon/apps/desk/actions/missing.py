"""Calls that rang and nobody answered: each is owed a call-back, unless its number rings again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.models import Call
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import MISSED_OUTCOMES
from maillon.apps.journal.actions import record
from maillon.apps.tasks.actions import Owner, close_task, move_task, open_task
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import SYSTEM, AccountViewer, Viewer

__all__ = ["MISSED", "call_back", "note_missed", "settle"]

MISSED = "desk.missed_call"
WITHIN = timedelta(minutes=15)
AGAIN = timedelta(minutes=30)


def note_missed(call: Call, *, now: datetime) -> None:
    """After each word about a call: a call-back owed, or none any more.

    Inside the transaction of that word. A hidden number cannot be called back; one that rings
    again is owed one call-back, for its last call.
    """
    over = call.ended_at is not None or call.answered_at is not None
    if not over or not call.caller_index:
        return
    same = Call.objects.filter(desk_id=call.desk_id, caller_index=call.caller_index)
    settle(same.exclude(pk=call.pk).values_list("pk", flat=True), "called_again", SYSTEM, now)
    if call.answered_at is not None or call.taken_at is not None:
        settle([call.pk], "answered", SYSTEM, now)
    elif not Task.objects.about("call", call.pk).exists():
        open_task(
            kind=MISSED, organization_id=call.desk.organization_id,
            owner=Owner(group="desk", group_id=call.desk_id), origin=("call", call.pk),
            due_at=due(call.desk, now, WITHIN), by=SYSTEM, now=now,
        )  # fmt: skip


def settle(calls: Iterable[UUID], outcome: str, by: Viewer, now: datetime) -> None:
    """What these calls (ids) were owed is owed no more."""
    owed = Task.objects.open().filter(kind=MISSED, origin_kind="call", origin_id__in=calls)
    owed.update(closed_at=now, outcome=outcome, closed_by_kind=by.kind, closed_by_id=by.id)


def call_back(*, call_id: UUID, outcome: str, by: AccountViewer, now: datetime) -> None:
    """What calling back gave; nobody there: it comes back half an hour later.

    ``NotFound`` for a call of another desk; ``Refused``: ``missed_outcome``, ``missed_settled``.
    """
    call = Call.objects.filter(pk=call_id).first()
    if call is None:
        raise NotFound
    desk = access.require_agent(by, call.desk_id)
    if outcome not in MISSED_OUTCOMES:
        raise Refused("missed_outcome")
    with transaction.atomic():
        task = Task.objects.about("call", call_id).open().select_for_update().first()
        if task is None:
            raise Refused("missed_settled")
        if outcome == "no_answer":
            move_task(task_id=task.pk, due_at=due(desk, now, AGAIN), by=by, now=now)
        else:
            close_task(task_id=task.pk, outcome=outcome, by=by, now=now)
        record(
            act="desk.missed_called", organization_id=desk.organization_id, by=by, now=now,
            subjects=[("call", call_id)], data={"outcome": outcome},
        )  # fmt: skip
        events.bump(f"desk:{desk.pk}")
