"""A carer who comes already and cannot go on: the rest of the care is searched, with memory."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.intake import NewNeed, NewRequest, NewRequester, receive_request
from maillon.apps.desk.actions.owing import supersede
from maillon.apps.desk.actions.prolonging import following
from maillon.apps.desk.actions.searching import start_search
from maillon.apps.desk.actions.triaging import triage_for_care
from maillon.apps.desk.models import Assignment, Need, ServiceRequest
from maillon.apps.desk.seats import ORDER
from maillon.apps.desk.timing import local_day
from maillon.apps.desk.vocabulary import REFUSALS
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["Relief", "relieve_carer"]

DAY = timedelta(days=1)
PRESSING = ((timedelta(0), "today"), (timedelta(days=2), "within_48h"))


@dataclass(frozen=True, slots=True)
class Relief:
    """Who stops, from which day, why; and who is told once the first request is closed."""

    assignment_id: UUID
    from_day: date
    reason: str  # vocabulary.REFUSALS
    tell: str = "requester"  # or "person": a ward that asked days ago need not know


def relieve_carer(*, new: Relief, by: AccountViewer, now: datetime) -> ServiceRequest:
    """Search somebody for the rest of a care that has begun; whoever did it until then is not
    asked, and what she did stays.

    In the same request while it is open; else in one of its own, for the same person, which is
    returned. Raises ``NotFound``, and ``Refused``: ``not_relieved`` for care that has not begun,
    is over or is a watch; ``relief_date``, ``relief_reason``, ``already_relieved``.
    """
    behind = ("need__request__desk", "need__request__requester", "need__request__patient")
    held = Assignment.objects.select_related(*behind).filter(pk=new.assignment_id).first()
    if held is None:
        raise NotFound
    access.check_request(by, held.need.request_id, now=now)
    if new.reason not in REFUSALS:
        raise Refused("relief_reason")
    with transaction.atomic():
        request = progress.lock(held.need.request_id)
        need = Need.objects.select_related("request").get(pk=held.need_id)
        today = local_day(request.desk, now)
        _check(held, need, new.from_day, today)
        supersede(need, ("care_ending",), by=by, now=now)
        following_one = _in_it if request.closed_at is None else _anew
        added = following_one(request, held, need, new, _pressing(new.from_day - today), by, now)
        _shorten(need, new.from_day)
        _journal(request, held, added, new, by, now)
        if added.request_id == request.pk:
            start_search(request=request, need=added, by=by, now=now)
            return progress.refresh(request, by=by, now=now)
        return triage_for_care(request_id=added.request_id, by=by, now=now)


def _check(held: Assignment, need: Need, from_day: date, today: date) -> None:
    over = need.ends_on is not None and need.ends_on < today
    watch = need.shifts.filter(starts_at__isnull=False).exists()
    begun = held.begun_at is not None and held.withdrawn_at is None
    if over or watch or not begun or need.frequency == "once":
        raise Refused("not_relieved")
    if need.renewals.exclude(relieves="").exclude(state=Need.State.CANCELLED).exists():
        raise Refused("already_relieved")
    last = need.ends_on or from_day
    if not max(today, need.starts_on) <= from_day <= last:
        raise Refused("relief_date")


def _pressing(span: timedelta) -> str:
    return next((code for most, code in PRESSING if span <= most), "planned")


def _in_it(
    request: ServiceRequest,
    held: Assignment,
    need: Need,
    new: Relief,
    urgency: str,
    by: AccountViewer,
    now: datetime,
) -> Need:
    """A need more in the request, which becomes as pressing as it."""
    request.urgency = min(request.urgency, urgency, key=ORDER.index)
    request.save(update_fields=["urgency"])
    added = following(need, new.from_day, need.ends_on, relieves=new.reason)
    added.request = request
    return added


def _anew(
    request: ServiceRequest,
    held: Assignment,
    need: Need,
    new: Relief,
    urgency: str,
    by: AccountViewer,
    now: datetime,
) -> Need:
    """A request of its own: what was learnt at intake holds, nobody is asked it again."""
    rest = NewNeed(
        need.code, need.frequency, new.from_day, need.ends_on, need.part_of_day, need.detail
    )
    told = NewRequest(
        desk_id=request.desk_id,
        requester=_requester(request, new.tell),
        needs=(rest,),
        commune_id=request.commune_id,
        urgency=urgency,
        prescription=request.prescription,
        informed_by=request.informed_by,
        agreement=request.agreement,
        gp_wish=request.gp_wish,
        gp_role_id=request.gp_role_id,
        patient_id=request.patient_id,
        quarter=request.quarter,
        living=json.loads(request.living or "{}"),
        note=request.note,
        may_tell_requester=request.may_tell_requester or new.tell == "person",
        duplicate_seen=True,
        synthetic=request.synthetic,
    )
    made = receive_request(new=told, by=by, now=now)
    added = Need.objects.get(request=made)
    added.renews, added.relieves = need, new.reason
    added.save(update_fields=["renews", "relieves"])
    return added


def _requester(request: ServiceRequest, tell: str) -> NewRequester:
    person = request.patient
    if tell == "person" and person is not None:
        name = f"{person.given_name} {person.used_name or person.birth_name}"
        return NewRequester("person", name, phone=person.phone)
    return NewRequester(request.requester_kind, "", id=request.requester_id)


def _shorten(need: Need, from_day: date) -> None:
    """She came until the day before; with other seats held, the others go on as they were."""
    if need.assignments.filter(withdrawn_at=None).count() > 1:
        return
    last = max(from_day - DAY, need.starts_on)
    Need.objects.filter(pk=need.pk).update(ends_on=last)
    need.shifts.update(ends_on=last)


def _journal(
    request: ServiceRequest,
    held: Assignment,
    added: Need,
    new: Relief,
    by: AccountViewer,
    now: datetime,
) -> None:
    subjects = [("request", request.pk), ("need", held.need_id)]
    if added.request_id != request.pk:
        subjects.append(("request", added.request_id))
    record(
        act="desk.relieved",
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=subjects,
        data={
            "responder": str(held.responder_id),
            "reason": new.reason,
            "from": new.from_day.isoformat(),
            "reference": added.request.reference,
        },
    )
