"""Undone within ten seconds, where it can be honest: a compensating change, a cancelling entry.

Never once a message has left or anybody has acted since; never what asked a carer something.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owning import own
from maillon.apps.desk.actions.watching import watch_closing
from maillon.apps.desk.models import AvoidedStay, Callback, DeskShift, Relay, ServiceRequest
from maillon.apps.journal.actions import cancel
from maillon.apps.journal.models import Entry
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["OFFERED", "fresh_deed", "undo"]

OFFERED = timedelta(seconds=10)
LATENCY = timedelta(seconds=5)  # the click of the last second still arrives


def fresh_deed(
    by: AccountViewer, request_id: UUID, *, now: datetime, within: timedelta = OFFERED
) -> tuple[Entry, ...]:
    """The entries of the last act on this request if she may still undo it; else nothing."""
    about = Entry.objects.filter(subjects__kind="request", subjects__object_id=request_id)
    latest = list(
        about.select_related("cancelled_by").order_by("-recorded_at", "-subjects__id")[:4]
    )
    if not latest:
        return ()
    moment = latest[0].recorded_at
    deed = tuple(entry for entry in latest if entry.recorded_at == moment)
    if not timedelta(0) <= now - moment <= within or not all(_hers(one, by) for one in deed):
        return ()
    acts = {entry.act for entry in deed}
    if len(acts & set(COMPENSATIONS)) != 1 or not acts - set(COMPENSATIONS) <= {"desk.closed"}:
        return ()
    return () if _moved(deed) or _message_left(request_id, moment) else deed


def _hers(entry: Entry, by: AccountViewer) -> bool:
    standing = entry.cancels_id is None and not hasattr(entry, "cancelled_by")
    return standing and (entry.author_kind, entry.author_id) == (by.kind, by.id)


def _moved(deed: tuple[Entry, ...]) -> bool:
    """Given to another desk: that desk may already speak of it."""
    return any(
        entry.act == "desk.relayed" and entry.data["from_desk"] != entry.data["to_desk"]
        for entry in deed
    )


def _message_left(request_id: UUID, since: datetime) -> bool:
    """Whether a message about this request was written since; it may be on its way."""
    request = ServiceRequest.objects.filter(pk=request_id)
    ids = {
        pk
        for path in ("callbacks__pk", "needs__offers__pk", "needs__assignments__pk")
        for pk in request.values_list(path, flat=True)
    }
    return OutboxMessage.objects.filter(about_id__in=ids, created_at__gte=since).exists()


def undo(*, request_id: UUID, by: AccountViewer, now: datetime) -> ServiceRequest:
    """Take back her last act on this request; ``Refused('too_late_to_undo')`` once it stands."""
    access.check_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock(request_id)
        deed = fresh_deed(by, request_id, now=now, within=OFFERED + LATENCY)
        if not deed:
            raise Refused("too_late_to_undo")
        for entry in deed:
            COMPENSATIONS.get(entry.act, _reopen)(request, entry)
            cancel(entry_id=entry.pk, by=by, now=now, reason="undone")
        watch_closing(request.desk, now)
        return progress.refresh(request, by=by, now=now)


def _reopen(request: ServiceRequest, entry: Entry) -> None:
    """The request had closed with this act: it is open again, with what it still owed."""
    request.closed_at, request.closing = None, ""
    request.lane = ServiceRequest.Lane.TO_CALL_BACK
    request.save(update_fields=["closed_at", "closing", "lane"])
    Task.objects.about("request", request.pk).filter(
        closed_at=entry.recorded_at, outcome="request_closed"
    ).update(closed_at=None, outcome="")


def _give_back(request: ServiceRequest, entry: Entry) -> None:
    account, shift = entry.data["was_account"], entry.data["was_shift"]
    own(
        request,
        account_id=UUID(account) if account else None,
        shift=DeskShift.objects.get(pk=shift) if shift else None,
    )
    relays = entry.subjects.filter(kind="relay").values_list("object_id", flat=True)
    Relay.objects.filter(pk__in=list(relays)).delete()


def _callbacks(entry: Entry) -> list[UUID]:
    return list(entry.subjects.filter(kind="callback").values_list("object_id", flat=True))


def _owe_again(request: ServiceRequest, entry: Entry) -> None:
    owed = Callback.objects.filter(pk__in=_callbacks(entry))
    tasks = list(owed.values_list("task_id", flat=True))
    owed.update(closed_at=None, outcome="", channel="")
    Task.objects.filter(pk__in=tasks).update(
        closed_at=None, outcome="", closed_by_kind="", closed_by_id=""
    )


def _untried(request: ServiceRequest, entry: Entry) -> None:
    tried = Callback.objects.filter(pk__in=_callbacks(entry), attempts__gt=0)
    tasks = list(tried.values_list("task_id", flat=True))
    tried.update(attempts=F("attempts") - 1)
    Task.objects.filter(pk__in=tasks).update(due_at=datetime.fromisoformat(entry.data["was_due"]))


def _stays(entry: Entry) -> list[UUID]:
    return list(entry.subjects.filter(kind="stay").values_list("object_id", flat=True))


def _unsay(request: ServiceRequest, entry: Entry) -> None:
    AvoidedStay.objects.filter(pk__in=_stays(entry)).delete()


def _say_again(request: ServiceRequest, entry: Entry) -> None:
    AvoidedStay.objects.filter(pk__in=_stays(entry)).update(withdrawn_at=None)


COMPENSATIONS: dict[str, Callable[[ServiceRequest, Entry], None]] = {
    "desk.owned": _give_back,
    "desk.relayed": _give_back,
    "desk.called": _owe_again,
    "desk.tried": _untried,
    "desk.stay_declared": _unsay,
    "desk.stay_withdrawn": _say_again,
}
