"""From "somebody is found" to "care has begun": the carer's proof."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.offering import new_token, token_hash
from maillon.apps.desk.actions.owing import close_owed, owe
from maillon.apps.desk.models import Assignment, Callback, Need, ServiceRequest
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import delays
from maillon.apps.journal.actions import record
from maillon.apps.messaging.actions import outbox
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer
from maillon.kernel.prepared import Prepared

__all__ = ["ask_proof", "begin_need", "confirm_begun", "give_details", "held"]


def held(assignment_id: UUID) -> Assignment:
    """A living assignment with its request held; ``NotFound`` when it is over or unknown."""
    living = _LIVING.objects(assignment_id)
    if not living:
        raise NotFound
    (found,) = living
    request = progress.lock(found.need.request_id)
    found.need.refresh_from_db(fields=["state"])
    found.need.request = request
    found.refresh_from_db(fields=["begun_at", "withdrawn_at", "details_given_at"])
    if found.withdrawn_at is not None:
        raise NotFound
    return found


_LIVING: Final = Prepared(
    lambda assignment_id: Assignment.objects.select_related("need", "responder", "offer").filter(
        pk=assignment_id, withdrawn_at=None
    ),
    UUID,
)


def ask_proof(payload: dict[str, Any], now: datetime) -> None:
    """Ask the carer whether care has begun (job ``desk.ask_proof``)."""
    try:
        assignment = held(UUID(payload["assignment"]))
    except NotFound:
        return
    request = assignment.need.request
    if assignment.begun_at or request.closed_at or not assignment.responder.sms_ok:
        return
    token = new_token()
    assignment.token_hash = token_hash(token)
    assignment.save(update_fields=["token_hash"])
    outbox.queue(
        template="confirm_care",
        params={"reference": request.reference, "code": assignment.offer.code, "link": "/f/"},
        phone=assignment.responder.phone,
        organization_id=request.organization_id,
        key=f"confirm_care:{assignment.pk}",
        about=("assignment", assignment.pk),
        not_before=now,
        now=now,
        secret=token,
    )


def confirm_begun(
    *, assignment_id: UUID, channel: str, by: Viewer, now: datetime
) -> ServiceRequest:
    """Care has begun: the closing call-back is now owed. Said twice, the second is a no-op."""
    with transaction.atomic():
        assignment = held(assignment_id)
        request = assignment.need.request
        access.require_hand(by, request.pk, assignment.responder_id, now=now)
        if assignment.begun_at is not None:
            return request
        if request.closed_at is not None:
            raise Refused("request_closed", reference=request.reference)
        assignment.begun_at = now
        assignment.save(update_fields=["begun_at"])
        _proved(assignment, channel, by, now)
        record(
            act="desk.begun",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk), ("need", assignment.need_id)],
            participants=[("responder", assignment.responder_id, None)],
            data={"responder": str(assignment.responder_id), "channel": channel},
        )
        begin_need(assignment.need, by=by, now=now)
        return progress.refresh(request, by=by, now=now)


def _proved(assignment: Assignment, channel: str, by: Viewer, now: datetime) -> None:
    for callback in Callback.objects.filter(
        assignment=assignment, kind="confirm_care", closed_at=None
    ):
        close_owed(callback, "begun", channel, by=by, now=now)


def begin_need(need: Need, *, by: Viewer, now: datetime) -> None:
    """Once every seat of a need found has begun, the requester is owed the second word."""
    living = need.assignments.filter(withdrawn_at=None)
    if need.state != Need.State.FOUND or living.filter(begun_at=None).exists():
        return
    need.state, need.begun_at = Need.State.BEGUN, now
    need.save(update_fields=["state", "begun_at"])
    request = need.request
    owe(
        request,
        "care_begun",
        due_at=due(request.desk, now, delays(request.urgency).tell),
        now=now,
        need=need,
    )


def give_details(
    *, assignment_id: UUID, channel: str, outcome: str, by: Viewer, now: datetime
) -> None:
    """The carer knows who and where: told on the phone, or read signed in; never by SMS."""
    with transaction.atomic():
        assignment = held(assignment_id)
        request = assignment.need.request
        access.require_hand(by, request.pk, assignment.responder_id, now=now)
        if assignment.details_given_at is not None:
            return
        assignment.details_given_at, assignment.details_channel = now, channel
        assignment.save(update_fields=["details_given_at", "details_channel"])
        for callback in Callback.objects.filter(
            assignment=assignment, kind="give_details", closed_at=None
        ):
            close_owed(callback, outcome, channel, by=by, now=now)
        record(
            act="desk.details_given",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk), ("need", assignment.need_id)],
            data={"responder": str(assignment.responder_id), "channel": channel},
        )
        progress.refresh(request, by=by, now=now)
