"""Where a request stands: lane, next step, deadline; and its closing when nothing is owed.

Every action ends here, inside its transaction, so the board never shows a state that
its own rows do not.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.desk.models import Callback, Need, ServiceRequest, Wave
from maillon.apps.desk.vocabulary import REQUESTER_WORDS
from maillon.apps.journal.actions import record
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import Viewer
from maillon.kernel.prepared import Change, Prepared

__all__ = ["drop_questions", "hold", "lock", "lock_open", "refresh"]

Lane = ServiceRequest.Lane
READ: Final = ("closed_at", "closing", "revision", "triaged_at", "triage")
WRITTEN: Final = ("lane", "next_step", "deadline_at", "revision", "closed_at", "closing")
ENDS = ((Need.State.BEGUN, "care_begun"), (Need.State.ANSWERED, "answered"))


def hold(request_id: UUID) -> None:
    """Let nobody else change this request until the end of the transaction."""
    held = ServiceRequest.objects.select_for_update().filter(pk=request_id)
    if held.values_list("pk").first() is None:
        raise NotFound


def lock(request_id: UUID) -> ServiceRequest:
    """The request, held until the end of the transaction."""
    found = _HELD.objects(request_id)
    if not found:
        raise NotFound
    return found[0]


_HELD: Final = Prepared(
    lambda request_id: (
        ServiceRequest.objects.select_related("desk")
        .select_for_update(of=("self",))
        .filter(pk=request_id)
    ),
    UUID,
)


def lock_open(request_id: UUID) -> ServiceRequest:
    """The same, refusing a closed one: ``Refused('request_closed')``."""
    request = lock(request_id)
    if request.closed_at is not None:
        raise Refused("request_closed", reference=request.reference)
    return request


def refresh(request: ServiceRequest, *, by: Viewer, now: datetime) -> ServiceRequest:
    """Recompute what the board shows; close the request once nothing is owed any more.

    The row is read again: an action inside another may already have moved it.
    """
    for name, value in zip(READ, _READ.rows(request.pk)[0], strict=True):
        setattr(request, name, value)
    states = {state for (state,) in _STATES.rows(request.pk)}
    owed = {kind for (kind,) in _OWED.rows(request.pk)}
    if request.closed_at is None and _is_over(request, states, owed):
        _close(request, states, by=by, now=now)
    request.lane = Lane.CLOSED if request.closed_at else _lane(states, owed)
    request.next_step, request.deadline_at = _next(request)
    request.revision += 1
    _WRITTEN.done(
        request.pk, str(request.lane), request.next_step, request.deadline_at, request.revision,
        request.closed_at, str(request.closing),
    )  # fmt: skip
    events.bump(f"desk:{request.desk_id}")
    return request


_READ: Final = Prepared(
    lambda request_id: ServiceRequest.objects.filter(pk=request_id).values_list(*READ), UUID
)
_WRITTEN: Final = Change(
    lambda request_id, *told: (
        ServiceRequest.objects.filter(pk=request_id),
        dict(zip(WRITTEN, told, strict=True)),
    ),
    UUID, str, str, datetime | None, int, datetime | None, str,
)  # fmt: skip


def _is_over(request: ServiceRequest, states: set[str], owed: set[str]) -> bool:
    settled = states <= set(Need.SETTLED)
    return settled and not owed and request.triaged_at is not None


def _close(request: ServiceRequest, states: set[str], *, by: Viewer, now: datetime) -> None:
    request.closed_at = now
    if request.triage in ("samu15", "redirected"):
        request.closing = request.triage
    else:
        request.closing = next((words for state, words in ENDS if state in states), "cancelled")
    drop_questions(request, now)
    Task.objects.about("request", request.pk).open().update(closed_at=now, outcome="request_closed")
    record(
        act="desk.closed",
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=request.subjects,
        data={"closing": request.closing},
    )


def drop_questions(request: ServiceRequest, now: datetime) -> None:
    """Nobody waits for these answers any more; their steps are over."""
    asked = request.questions.filter(outcome="")
    tasks = list(asked.values_list("task_id", flat=True))
    asked.update(outcome="dropped", ended_at=now)
    Task.objects.filter(pk__in=tasks, closed_at=None).update(closed_at=now, outcome="dropped")


def _lane(states: set[str], owed: set[str]) -> str:
    if Need.State.WAITING in states:
        return Lane.TO_HANDLE
    if owed & set(REQUESTER_WORDS):
        return Lane.TO_CALL_BACK
    if states & {Need.State.SEARCHING, Need.State.ASKED}:
        return Lane.SEARCHING
    return Lane.FOUND if Need.State.FOUND in states else Lane.TO_CALL_BACK


def _next(request: ServiceRequest) -> tuple[str, datetime | None]:
    if request.closed_at is not None:
        return "", None
    steps = _FIRST.rows(request.pk) + [("desk.wave", at) for (at,) in _WAVE.rows(request.pk)]
    return min(steps, key=lambda step: step[1], default=("", None))


_STATES: Final = Prepared(
    lambda request_id: Need.objects.filter(request=request_id).values_list("state"), UUID
)
_OWED: Final = Prepared(
    lambda request_id: Callback.objects.filter(request=request_id, closed_at=None).values_list(
        "kind"
    ),
    UUID,
)
_FIRST: Final = Prepared(
    lambda request_id: (
        Task.objects.about("request", request_id)
        .open()
        .order_by("due_at")
        .values_list("kind", "due_at")[:1]
    ),
    UUID,
)
_WAVE: Final = Prepared(
    lambda request_id: (
        Wave.objects.filter(need__request=request_id, opened_at=None, closed_at=None)
        .order_by("opens_at")
        .values_list("opens_at")[:1]
    ),
    UUID,
)
