"""What is owed follows the hours of the desk that now holds the request.

A deadline that one desk's closing put off to the morning is kept this evening by a desk that is
still open. Moments somebody chose, and those that hang on the care itself, stay: an answer of
an expert, news to take again, a care that ends or must have begun.
"""

from datetime import datetime, timedelta
from typing import Final

from maillon.apps.desk import seats
from maillon.apps.desk.actions import searching
from maillon.apps.desk.actions.owing import RETRY
from maillon.apps.desk.models import Callback, Desk, Need, ServiceRequest
from maillon.apps.desk.timing import due, hours_of
from maillon.apps.desk.vocabulary import Delays, delays
from maillon.apps.tasks.models import Task
from maillon.kernel.access import Viewer

__all__ = ["carried", "retime"]

ALLOWED: Final = {
    "desk.handle": "handle",
    "desk.give_details": "details",
    "desk.tell_gp": "gp",
    **dict.fromkeys(
        (
            "desk.call_list", "desk.nobody_left", "desk.found", "desk.not_found_yet",
            "desk.care_begun", "desk.stopped", "desk.answer",
        ),
        "tell",
    ),
}  # fmt: skip


def carried(
    desk: Desk, due_at: datetime, *, since: datetime, allowance: timedelta, now: datetime
) -> datetime:
    """When what was due at ``due_at`` is due at this desk, which holds it from ``now`` on.

    As if it had been owed there ``since`` the start; a whole allowance from now where that
    moment has gone by. Never later than it was while this desk is open at that moment, and what
    is late stays late.
    """
    if due_at <= now:
        return due_at
    again = due(desk, since, allowance)
    if again <= now:
        again = due(desk, now, allowance)
    return min(due_at, again) if hours_of(desk).is_open(due_at) else again


def retime(request: ServiceRequest, *, by: Viewer, now: datetime) -> None:
    """Steps, waves and timers of a request that has just changed desks, request held."""
    _steps(request, now)
    needs = Need.objects.filter(request=request, state=Need.State.SEARCHING).order_by("position")
    for need in needs:
        need.request = request
        _found_by(need, now)
        searching.plan_again(need, by=by, now=now)


def _steps(request: ServiceRequest, now: datetime) -> None:
    allowed = delays(request.urgency)
    tried = set(
        Callback.objects.filter(request=request, closed_at=None, attempts__gt=0).values_list(
            "task_id", flat=True
        )
    )
    moved = []
    for task in Task.objects.about("request", request.pk).open().filter(due_at__gt=now):
        allowance = _allowance(task, allowed)
        if allowance is None:
            continue
        again = task.pk in tried
        moment = carried(
            request.desk, task.due_at, now=now,
            since=now if again else task.created_at, allowance=RETRY if again else allowance,
        )  # fmt: skip
        if moment != task.due_at:
            task.due_at = moment
            moved.append(task)
    Task.objects.bulk_update(moved, ["due_at"])


def _allowance(task: Task, allowed: Delays) -> timedelta | None:
    if task.kind == "desk.handover":
        return delays("immediate").handle
    name = ALLOWED.get(task.kind)
    return getattr(allowed, name) if name else None


def _found_by(need: Need, now: datetime) -> None:
    """The moment when the requester is owed the truth, and its timer."""
    if need.found_by is None or need.search_started_at is None:
        return
    since = max(need.search_started_at, need.reopened_at or need.search_started_at)
    pressing = seats.urgency(need, seats.free_shifts(need, now), now)
    moment = carried(
        need.request.desk, need.found_by, now=now, since=since,
        allowance=delays(pressing).found_by,
    )  # fmt: skip
    if moment != need.found_by:
        searching.promise(need, moment)
