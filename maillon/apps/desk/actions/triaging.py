"""The agent decides: search for a carer, hand over to SAMU-15, send to the right service."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owing import owe
from maillon.apps.desk.actions.owning import open_step
from maillon.apps.desk.actions.searching import start_search, stop_search
from maillon.apps.desk.actions.withdrawing import release_offers
from maillon.apps.desk.models import Handover, Need, Offer, ServiceRequest
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import NEEDS, REQUESTER_KINDS, delays
from maillon.apps.journal.actions import record
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id

__all__ = [
    "begin_urgent_transfer",
    "end_handover",
    "hand_over",
    "orient_caller",
    "settle_handling",
    "triage_for_care",
]

FINAL = frozenset({"transferred", "refused", "no_answer"})


def triage_for_care(*, request_id: UUID, by: AccountViewer, now: datetime) -> ServiceRequest:
    """Decide that the desk searches; every waiting need starts its own search."""
    access.check_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(request_id)
        waiting = Need.objects.select_related("request__desk").filter(
            request=request, state=Need.State.WAITING
        )
        found = list(waiting.order_by("position"))
        if not found:
            raise Refused("already_triaged", reference=request.reference)
        needs = [need for need in found if not NEEDS[need.code].answer]
        if not needs:
            raise Refused("need_wants_answer")
        settle_handling(request, "care", by, now, still=len(needs) < len(found))
        for need in needs:
            start_search(request=request, need=need, by=by, now=now)
        return progress.refresh(request, by=by, now=now)


def settle_handling(
    request: ServiceRequest,
    decision: str,
    by: AccountViewer,
    now: datetime,
    *,
    still: bool = False,
) -> None:
    """What was decided of the needs that waited; ``still`` when another one waits on."""
    request.triaged_at = request.triaged_at or now
    request.triage = decision
    request.save(update_fields=["triaged_at", "triage"])
    if not still:
        Task.objects.about("request", request.pk).open().filter(kind="desk.handle").update(
            closed_at=now, outcome=decision, closed_by_kind=by.kind, closed_by_id=by.id
        )
    record(
        act="desk.triaged",
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=[("request", request.pk)],
        data={"decision": decision},
    )


def begin_urgent_transfer(
    *, desk_id: UUID, phone: str, by: AccountViewer, now: datetime, handover_id: UUID | None = None
) -> Handover:
    """One key, before any field: the call goes to SAMU-15, and the fact is kept.

    The page chose the id, so a key pressed twice is one transfer; once its outcome is
    known, the same page begins another one. Raises ``NotFound`` for an id of somebody else's.
    """
    desk = access.require_agent(by, desk_id)
    pk = handover_id or new_id()
    known = _own_transfer(pk, by)
    if known is not None and known.outcome:
        known, pk = None, new_id()
    if known is not None:
        return known
    handover = Handover(
        pk=pk,
        organization_id=desk.organization_id,
        desk=desk,
        target="samu15",
        caller_phone=phone,
    )
    try:
        with transaction.atomic():
            return _begin(handover, by, now)
    except IntegrityError:
        known = _own_transfer(pk, by)  # the second of two presses in the same instant
        if known is None:
            raise
        return known


def _own_transfer(pk: UUID, by: AccountViewer) -> Handover | None:
    """The transfer of this id; ``NotFound`` when somebody else began it."""
    known = Handover.objects.filter(pk=pk).first()
    if known is not None and known.account_id != by.account_id:
        raise NotFound
    return known


def orient_caller(
    *,
    desk_id: UUID,
    requester_kind: str,
    target: str,
    target_name: str,
    phone: str,
    by: AccountViewer,
    now: datetime,
) -> Handover:
    """A caller this desk does not serve is told where to go; no request, but the fact counts.

    Raises ``Refused('requester_missing')`` and ``Refused('handover_target')``.
    """
    desk = access.require_agent(by, desk_id)
    if requester_kind not in REQUESTER_KINDS:
        raise Refused("requester_missing")
    if target not in Handover.Target.values:
        raise Refused("handover_target")
    with transaction.atomic():
        handover = Handover(
            organization_id=desk.organization_id,
            desk=desk,
            target=target,
            target_name=target_name,
            caller_phone=phone,
            outcome="oriented",
            outcome_at=now,
        )
        return _begin(handover, by, now, requester_kind=requester_kind)


def hand_over(
    *,
    request_id: UUID,
    target: str,
    target_name: str,
    note: str,
    by: AccountViewer,
    now: datetime,
) -> Handover:
    """Pass a request to SAMU-15 or to the right service; it ends with that service's answer."""
    access.check_request(by, request_id, now=now)
    if target not in Handover.Target.values:
        raise Refused("handover_target")
    with transaction.atomic():
        request = progress.lock_open(request_id)
        if request.handovers.filter(outcome="").exists():
            raise Refused("handover_running")
        handover = _begin(
            Handover(
                organization_id=request.organization_id,
                desk_id=request.desk_id,
                request=request,
                target=target,
                target_name=target_name,
                note=note,
            ),
            by,
            now,
        )
        moment = due(request.desk, now, delays("immediate").handle)
        open_step(request, "desk.handover", moment, now)
        progress.refresh(request, by=by, now=now)
        return handover


def _begin(handover: Handover, by: AccountViewer, now: datetime, **facts: str) -> Handover:
    handover.account_id, handover.started_at = by.account_id, now
    handover.save(force_insert=True)
    subjects = [("handover", handover.pk)]
    if handover.request_id is not None:
        subjects.append(("request", handover.request_id))
    record(
        act="desk.handed_over",
        organization_id=handover.organization_id,
        by=by,
        now=now,
        subjects=subjects,
        data={"target": handover.target, **facts},
    )
    return handover


def end_handover(*, handover_id: UUID, outcome: str, by: AccountViewer, now: datetime) -> Handover:
    """Record what the other service answered.

    ``transferred`` ends the request, and its requester, if she is not on the line, is
    still owed the word; ``refused`` and ``no_answer`` leave it to be handled.
    """
    found = Handover.objects.filter(pk=handover_id).first()
    if found is None:
        raise NotFound
    if found.request_id is None:
        access.require_agent(by, found.desk_id)
    else:  # the request may have gone to another desk since: hers is the answer to note
        access.check_request(by, found.request_id, now=now)
    if outcome not in FINAL:
        raise Refused("handover_outcome")
    with transaction.atomic():
        closed = Handover.objects.filter(pk=handover_id, outcome="").update(
            outcome=outcome, outcome_at=now
        )
        if not closed:
            raise Refused("handover_ended")
        _after(found, outcome, by, now)
    found.refresh_from_db()
    return found


def _after(handover: Handover, outcome: str, by: AccountViewer, now: datetime) -> None:
    subjects = [("handover", handover.pk)]
    if handover.request_id:
        subjects.append(("request", handover.request_id))
    record(
        act="desk.handover_ended",
        organization_id=handover.organization_id,
        by=by,
        now=now,
        subjects=subjects,
        data={"target": handover.target, "outcome": outcome},
    )
    if handover.request_id is None:
        return
    request = progress.lock(handover.request_id)
    Task.objects.about("request", request.pk).open().filter(kind="desk.handover").update(
        closed_at=now, outcome=outcome
    )
    if outcome == "transferred":
        _end_by_transfer(request, handover, by, now)
    progress.refresh(request, by=by, now=now)


def _end_by_transfer(
    request: ServiceRequest, handover: Handover, by: AccountViewer, now: datetime
) -> None:
    decision = "samu15" if handover.target == "samu15" else "redirected"
    settle_handling(request, decision, by, now)
    open_needs = request.needs.exclude(state__in=Need.SETTLED)
    for need in open_needs:
        stop_search(need, now=now)
        release_offers(need, Offer.State.WITHDRAWN, "withdrawn", now=now)
        need.state = Need.State.CANCELLED
        need.cancelled_reason = decision
        need.save(update_fields=["state", "cancelled_reason"])
    moment = due(request.desk, now, delays(request.urgency).tell)
    owe(request, "found", due_at=moment, now=now)
