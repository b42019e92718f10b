"""What the person says once the request is running: it counts at once, and is kept."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import actions as care
from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owing import owe, supersede
from maillon.apps.desk.actions.owning import open_step
from maillon.apps.desk.actions.searching import advance_if_all_answered, stop_search
from maillon.apps.desk.actions.withdrawing import (
    ABOUT_CARER,
    release_carers,
    release_offers,
    withdraw_assignment,
)
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import AGREEMENTS, INFORMED_BY, REQUESTER_WORDS, delays
from maillon.apps.directory.models import Responder
from maillon.apps.journal.actions import record
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["allow_telling", "change_gp_wish", "choose_carer", "record_agreement"]

Wish = ServiceRequest.GpWish


def record_agreement(
    *, request_id: UUID, agreement: str, informed_by: str, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """The person, informed, agrees, objects, or cannot answer.

    An objection stops every search, withdraws what was proposed or taken, and leaves the
    request to be decided; agreeing afterwards lets it be triaged again.
    Raises ``Refused``: ``agreement_unknown``, ``no_person``, ``request_closed``.
    """
    access.check_request(by, request_id, now=now)
    if agreement not in AGREEMENTS or informed_by not in INFORMED_BY:
        raise Refused("agreement_unknown")
    with transaction.atomic():
        request = progress.lock_open(request_id)
        _person_of(request)
        request.agreement, request.informed_by = agreement, informed_by
        request.save(update_fields=["agreement", "informed_by"])
        _said(request, {"about": "agreement", "agreement": agreement}, by, now)
        if agreement == ServiceRequest.Agreement.OBJECTED:
            _stop_everything(request, by, now)
        return progress.refresh(request, by=by, now=now)


def _stop_everything(request: ServiceRequest, by: Viewer, now: datetime) -> None:
    running = Need.objects.select_related("request").filter(
        request=request, state__in=(Need.State.SEARCHING, Need.State.FOUND, Need.State.ASKED)
    )
    for need in running:
        stop_search(need, now=now)
        release_offers(need, Offer.State.WITHDRAWN, "withdrawn", now=now)
        release_carers(need, "person_objects", now)
        supersede(need, (*ABOUT_CARER, *REQUESTER_WORDS), by=by, now=now)
        need.state = Need.State.WAITING
        need.save(update_fields=["state"])
    progress.drop_questions(request, now)
    standing = Task.objects.about("request", request.pk).open().filter(kind="desk.handle")
    if not standing.exists():
        moment = due(request.desk, now, delays(request.urgency).handle)
        open_step(request, "desk.handle", moment, now)


def allow_telling(
    *, request_id: UUID, allowed: bool, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """The person agrees that a requester who is no professional hears everything, or not."""
    access.check_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(request_id)
        _person_of(request)
        request.may_tell_requester = allowed
        request.save(update_fields=["may_tell_requester"])
        _said(request, {"about": "telling", "allowed": allowed}, by, now)
        return progress.refresh(request, by=by, now=now)


def change_gp_wish(
    *, request_id: UUID, wish: str, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """Whether her doctor is to be told: a call owed is dropped, or one is owed for each carer
    already found. Raises ``Refused('gp_wish_unknown')``.
    """
    access.check_request(by, request_id, now=now)
    if wish not in Wish.values:
        raise Refused("gp_wish_unknown")
    with transaction.atomic():
        request = progress.lock_open(request_id)
        _person_of(request)
        request.gp_wish = wish
        request.save(update_fields=["gp_wish"])
        _said(request, {"about": "gp", "wish": wish}, by, now)
        for need in Need.objects.filter(request=request):
            _follow_wish(request, need, by, now)
        return progress.refresh(request, by=by, now=now)


def _follow_wish(request: ServiceRequest, need: Need, by: Viewer, now: datetime) -> None:
    if request.gp_wish != Wish.TELL:
        supersede(need, ("tell_gp",), by=by, now=now)
        return
    told = Callback.objects.filter(need=need, kind="tell_gp").exclude(outcome="superseded")
    if need.state in (Need.State.FOUND, Need.State.BEGUN) and not told.exists():
        moment = due(request.desk, now, delays(request.urgency).gp)
        owe(request, "tell_gp", due_at=moment, now=now, need=need)


def choose_carer(
    *, need_id: UUID, responder_id: UUID, kind: str, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """The person chooses this carer, or refuses her.

    A choice goes first at the next wave. A refusal ends at once what was proposed to that
    carer or taken by her, and she is never asked again for this person.
    """
    need = Need.objects.select_related("request").filter(pk=need_id).first()
    if need is None or not Responder.objects.filter(pk=responder_id).exists():
        raise NotFound
    access.check_request(by, need.request_id, now=now)
    if kind not in ("chosen", "refused"):
        raise Refused("choice_unknown")
    with transaction.atomic():
        request = progress.lock_open(need.request_id)
        care.record_choice(
            patient_id=_person_of(request), responder_id=responder_id, kind=kind, by=by, now=now
        )
        said = {"about": "carer", "kind": kind, "responder": str(responder_id)}
        _said(request, said, by, now)
        if kind == "refused":
            _take_back(request, responder_id, by, now)
        request.refresh_from_db()
        return progress.refresh(request, by=by, now=now)


def _person_of(request: ServiceRequest) -> UUID:
    """Whose word it is; ``Refused('no_person')`` for an establishment's request."""
    if request.patient_id is None:
        raise Refused("no_person")
    return request.patient_id


def _take_back(
    request: ServiceRequest, responder_id: UUID, by: AccountViewer, now: datetime
) -> None:
    held = Assignment.objects.filter(
        need__request=request, responder_id=responder_id, withdrawn_at=None, begun_at=None
    )
    for pk in held.values_list("pk", flat=True):
        withdraw_assignment(assignment_id=pk, reason="person_refuses", by=by, now=now)
    asked = Need.objects.select_related("request__desk").filter(
        request=request, state=Need.State.SEARCHING
    )
    for need in asked:
        ended = release_offers(
            need, Offer.State.WITHDRAWN, "withdrawn", now=now, responder_id=responder_id
        )
        if ended:
            advance_if_all_answered(need, by=by, now=now)


def _said(
    request: ServiceRequest, data: Mapping[str, str | bool], by: AccountViewer, now: datetime
) -> None:
    record(
        act="desk.person_said",
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=request.subjects,
        data=dict(data),
    )
