"""Words owed: each a call-back tied to a task, closed by what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from maillon.apps.desk.actions.owning import new_step, open_step
from maillon.apps.desk.models import Assignment, Callback, Need, ServiceRequest
from maillon.apps.tasks.models import Task
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["Word", "close_owed", "owe", "owe_each", "supersede"]


def owe(
    request: ServiceRequest,
    kind: str,
    *,
    due_at: datetime,
    now: datetime,
    need: Need | None = None,
    assignment: Assignment | None = None,
) -> Callback:
    """Create the obligation in the transaction of its cause; an open one is kept."""
    standing = Callback.objects.filter(
        request=request, need=need, assignment=assignment, kind=kind, closed_at=None
    ).first()
    if standing is not None:
        return standing
    task = open_step(request, f"desk.{kind}", due_at, now)
    return Callback.objects.create(
        request=request, need=need, assignment=assignment, kind=kind, task=task, created_at=now
    )


@dataclass(frozen=True, slots=True)
class Word:
    """One word that a change makes due; ``assignment`` where it is about a carer."""

    kind: str
    due_at: datetime
    assignment: Assignment | None = None


def owe_each(request: ServiceRequest, need: Need, words: Iterable[Word], *, now: datetime) -> None:
    """``owe`` for all that one change makes due, in three statements."""
    standing = set(
        Callback.objects.filter(request=request, need=need, closed_at=None).values_list(
            "kind", "assignment_id"
        )
    )
    due = [w for w in words if (w.kind, w.assignment and w.assignment.pk) not in standing]
    tasks = [new_step(request, f"desk.{word.kind}", word.due_at, now) for word in due]
    Task.objects.bulk_create(tasks)
    Callback.objects.bulk_create(
        Callback(
            request=request, need=need, assignment=word.assignment, kind=word.kind,
            task=task, created_at=now,
        )
        for word, task in zip(due, tasks, strict=True)
    )  # fmt: skip


def close_owed(
    callback: Callback, outcome: str, channel: str, *, by: Viewer, now: datetime
) -> None:
    """Close once, with its outcome; ``Refused('callback_closed')`` for the second."""
    closed = Callback.objects.filter(pk=callback.pk, closed_at=None).update(
        closed_at=now, outcome=outcome, channel=channel
    )
    if not closed:
        raise Refused("callback_closed")
    Task.objects.filter(pk=callback.task_id, closed_at=None).update(
        closed_at=now, outcome=outcome, closed_by_kind=by.kind, closed_by_id=by.id
    )


def postpone(callback: Callback, *, until: datetime) -> None:
    """A call that reached nobody: the word is still owed, later."""
    callback.attempts += 1
    callback.save(update_fields=["attempts"])
    Task.objects.filter(pk=callback.task_id).update(due_at=until)


def supersede(
    need: Need,
    kinds: tuple[str, ...],
    *,
    by: Viewer,
    now: datetime,
    assignment: Assignment | None = None,
) -> None:
    """Close words that a newer fact makes untrue, before somebody says them.

    ``assignment`` closes those about that carer only.
    """
    owed = Callback.objects.filter(need=need, kind__in=kinds, closed_at=None)
    for callback in owed if assignment is None else owed.filter(assignment=assignment):
        close_owed(callback, "superseded", "", by=by, now=now)


RETRY = timedelta(minutes=30)
