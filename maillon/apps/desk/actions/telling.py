"""Call-backs: closed by a recorded outcome or a delivery receipt, never by sending."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import caring, progress
from maillon.apps.desk.actions.owing import RETRY, close_owed, owe, postpone
from maillon.apps.desk.actions.withdrawing import withdraw_assignment
from maillon.apps.desk.models import Callback, Desk, ServiceRequest
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import REQUESTER_KINDS
from maillon.apps.directory.phones import is_mobile
from maillon.apps.journal.actions import record
from maillon.apps.messaging.actions import outbox
from maillon.apps.messaging.handlers import Delivery
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import SYSTEM, AccountViewer

__all__ = [
    "may_hear_all",
    "on_delivered",
    "on_outage",
    "owe_later_check",
    "record_outcome",
    "send_word",
]

TOLD = frozenset({"reached", "colleague", "knew"})
NOBODY = frozenset({"no_answer", "voicemail"})
TRIES_BEFORE_UNREACHABLE = 3
TEMPLATES = {
    "found": "found_requester",
    "not_found_yet": "not_found_requester",
    "care_begun": "begun_requester",
    "stopped": "stopped_requester",
}
SETTLED = frozenset({"found", "care_begun"})  # of whom hears no more, somebody takes care by then


def may_hear_all(request: ServiceRequest) -> bool:
    """Whether the requester hears more than "handled": a professional, the person herself, or by
    agreement.
    """
    kind = REQUESTER_KINDS[request.requester_kind]
    return kind.professional or kind.code == "person" or request.may_tell_requester


def record_outcome(
    *, callback_id: UUID, outcome: str, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """Write down what a call gave; only somebody told closes what is owed.

    ``unreachable`` needs three tries (``Refused('too_few_tries')``); a carer who cannot be
    given the details loses the need, which is searched again. For the carer's own proof the
    outcomes are ``begun`` and ``not_begun``.
    """
    found = Callback.objects.filter(pk=callback_id).first()
    if found is None:
        raise NotFound
    access.check_request(by, found.request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(found.request_id)
        callback = Callback.objects.select_related("task").get(pk=callback_id)
        callback.request = request
        if callback.closed_at is not None:
            raise Refused("callback_closed")
        _apply(callback, request, outcome, by, now)
        return progress.refresh(request, by=by, now=now)


def _apply(
    callback: Callback, request: ServiceRequest, outcome: str, by: AccountViewer, now: datetime
) -> None:
    if outcome in NOBODY:
        was = callback.task.due_at.isoformat()
        postpone(callback, until=due(request.desk, now, RETRY))
        _note(callback, "desk.tried", outcome, by, now, was_due=was)
        return
    if callback.kind == Callback.Kind.CONFIRM_CARE:
        _about_care(callback, request, outcome, by, now)
        return
    if outcome == "unreachable" and callback.attempts < TRIES_BEFORE_UNREACHABLE:
        raise Refused("too_few_tries", tries=callback.attempts)
    if outcome not in TOLD | {"unreachable"} or (outcome == "knew") > (callback.kind == "stopped"):
        raise Refused("callback_outcome")
    if callback.kind == Callback.Kind.GIVE_DETAILS:
        _about_details(callback, outcome, by, now)
        return
    close_owed(callback, outcome, "call", by=by, now=now)
    _note(callback, "desk.called", outcome, by, now)


def _about_details(callback: Callback, outcome: str, by: AccountViewer, now: datetime) -> None:
    assignment_id = _assignment(callback)
    if outcome == "unreachable":
        close_owed(callback, outcome, "call", by=by, now=now)
        withdraw_assignment(assignment_id=assignment_id, reason=outcome, by=by, now=now)
    elif outcome == "reached":
        caring.give_details(
            assignment_id=assignment_id, channel="call", outcome=outcome, by=by, now=now
        )
    else:
        raise Refused("details_need_the_carer")


def _about_care(
    callback: Callback, request: ServiceRequest, outcome: str, by: AccountViewer, now: datetime
) -> None:
    if outcome == "begun":
        caring.confirm_begun(assignment_id=_assignment(callback), channel="call", by=by, now=now)
    elif outcome == "not_begun":
        postpone(callback, until=due(request.desk, now, timedelta(hours=4)))
        _note(callback, "desk.tried", outcome, by, now)
    else:
        raise Refused("callback_outcome")


def _assignment(callback: Callback) -> UUID:
    """Words about a carer always name her assignment."""
    if callback.assignment_id is None:
        raise NotFound
    return callback.assignment_id


def _note(
    callback: Callback, act: str, outcome: str, by: AccountViewer, now: datetime, **more: str
) -> None:
    request = callback.request
    record(
        act=act,
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=[("request", request.pk), ("callback", callback.pk)],
        participants=[("account", by.account_id, None)],
        data={"kind": callback.kind, "outcome": outcome, **more},
    )


def send_word(*, callback_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Tell the requester by SMS: only the phone's receipt will close the obligation."""
    callback = Callback.objects.select_related("request__requester").filter(pk=callback_id).first()
    if callback is None:
        raise NotFound
    access.check_request(by, callback.request_id, now=now)
    if callback.closed_at is not None:
        raise Refused("callback_closed")
    template = TEMPLATES.get(callback.kind)
    request = callback.request
    phone = request.requester.phone
    if template is None or not is_mobile(phone):
        raise Refused("sms_impossible")
    if not may_hear_all(request) and callback.kind != "stopped":
        template = "handled_requester" if callback.kind in SETTLED else "open_requester"
    with transaction.atomic():
        outbox.queue(
            template=template,
            params={"reference": request.reference},
            phone=phone,
            organization_id=request.organization_id,
            key=f"word:{callback.pk}",
            about=("callback", callback.pk),
            not_before=now,
            now=now,
        )
        events.bump(f"desk:{request.desk_id}")


def on_outage(now: datetime) -> None:
    """SMS no longer leave, or leave again: every board says so at once."""
    for desk_id in Desk.objects.values_list("pk", flat=True):
        events.bump(f"desk:{desk_id}")


def on_delivered(delivery: Delivery, now: datetime) -> None:
    """A receipt proves that the requester's phone has the word."""
    if delivery.about is None or delivery.about[0] != "callback":
        return
    owed = Callback.objects.filter(pk=delivery.about[1], closed_at=None)
    seen = owed.first()
    if seen is None:
        return
    request = progress.lock(seen.request_id)
    callback = owed.first()
    if callback is None:
        return
    close_owed(callback, "received", "receipt", by=SYSTEM, now=now)
    record(
        act="desk.called",
        organization_id=request.organization_id,
        by=SYSTEM,
        now=now,
        subjects=[("request", request.pk), ("callback", callback.pk)],
        data={"kind": callback.kind, "outcome": "received"},
    )
    progress.refresh(request, by=SYSTEM, now=now)


def owe_later_check(
    *, request_id: UUID, due_at: datetime, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """Plan to ask for news at a later moment; the request stays open until then."""
    access.check_request(by, request_id, now=now)
    if due_at <= now:
        raise Refused("moment_past")
    with transaction.atomic():
        request = progress.lock_open(request_id)
        owe(request, "later_check", due_at=due_at, now=now)
        return progress.refresh(request, by=by, now=now)
