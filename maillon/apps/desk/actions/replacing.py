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

__all__ = ["Replacement", "replace_carer"]

DAY = timedelta(days=1)
PRESSING = ((timedelta(0), "today"), (timedelta(days=2), "within_48h"))


@dataclass(frozen=True, slots=True)
class Replacement:
    """Who stops, from which day, why; and who is told once the first request is closed."""

    assignment_id: UUID
    from_day: date
    reason: str  # vocabulary.REFUSALS
    tell: str = "requester"  # or "person": a ward that asked days ago need not know


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left to do, of which need, and how pressing it is."""

    request: ServiceRequest
    need: Need
    new: Replacement
    urgency: str


def replace_carer(*, new: Replacement, by: AccountViewer, now: datetime) -> ServiceRequest:
    """Search somebody for the rest of a care that has begun; whoever did it until then is not
    asked, and what she did stays.

    In the same request while it is open; else in one of its own, for the same person, which is
    returned. Raises ``NotFound``, and ``Refused``: ``not_replaced`` for care that has not begun,
    is over or is a watch; ``replacement_date``, ``replacement_reason``, ``already_replaced``,
    ``person_without_phone``.
    """
    behind = ("need__request__desk", "need__request__requester", "need__request__patient")
    held = Assignment.objects.select_related(*behind).filter(pk=new.assignment_id).first()
    if held is None:
        raise NotFound
    access.check_request(by, held.need.request_id, now=now)
    if new.reason not in REFUSALS:
        raise Refused("replacement_reason")
    with transaction.atomic():
        request = progress.lock(held.need.request_id)
        need = Need.objects.select_related("request").get(pk=held.need_id)
        today = local_day(request.desk, now)
        _check(held, need, new.from_day, today)
        supersede(need, ("care_ending",), by=by, now=now)
        rest = _Rest(request, need, new, _pressing(new.from_day - today))
        added = _in_it(rest) if request.closed_at is None else _anew(rest, by, now)
        _shorten(need, new.from_day)
        _journal(rest, held, added, by, now)
        if added.request_id == request.pk:
            start_search(request=request, need=added, by=by, now=now)
            return progress.refresh(request, by=by, now=now)
        return triage_for_care(request_id=added.request_id, by=by, now=now)


def _check(held: Assignment, need: Need, from_day: date, today: date) -> None:
    over = need.ends_on is not None and need.ends_on < today
    watch = need.shifts.filter(starts_at__isnull=False).exists()
    begun = held.begun_at is not None and held.withdrawn_at is None
    if over or watch or not begun or need.frequency == "once":
        raise Refused("not_replaced")
    if need.renewals.exclude(replaces="").exclude(state=Need.State.CANCELLED).exists():
        raise Refused("already_replaced")
    last = need.ends_on or from_day
    if not max(today, need.starts_on) <= from_day <= last:
        raise Refused("replacement_date")


def _pressing(span: timedelta) -> str:
    return next((code for most, code in PRESSING if span <= most), "planned")


def _in_it(rest: _Rest) -> Need:
    """A need more in the request, which becomes as pressing as it."""
    request, need, new = rest.request, rest.need, rest.new
    request.urgency = min(request.urgency, rest.urgency, key=ORDER.index)
    request.save(update_fields=["urgency"])
    added = following(need, new.from_day, need.ends_on, replaces=new.reason)
    added.request = request
    return added


def _anew(rest: _Rest, by: AccountViewer, now: datetime) -> Need:
    """A request of its own: what was learnt at intake holds, nobody is asked it again."""
    request, need, new = rest.request, rest.need, rest.new
    days = NewNeed(
        need.code, need.frequency, new.from_day, need.ends_on, need.part_of_day, need.detail
    )
    told = NewRequest(
        desk_id=request.desk_id,
        requester=_requester(request, new.tell),
        needs=(days,),
        commune_id=request.commune_id,
        urgency=rest.urgency,
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
    added.renews, added.replaces = need, new.reason
    added.save(update_fields=["renews", "replaces"])
    return added


def _requester(request: ServiceRequest, tell: str) -> NewRequester:
    person = request.patient
    if tell == "person" and person is not None:
        if not person.phone:
            raise Refused("person_without_phone")
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


def _journal(rest: _Rest, held: Assignment, added: Need, by: AccountViewer, now: datetime) -> None:
    subjects = [("request", rest.request.pk), ("need", rest.need.pk)]
    if added.request_id != rest.request.pk:
        subjects.append(("request", added.request_id))
    record(
        act="desk.replacement_sought",
        organization_id=rest.request.organization_id,
        by=by,
        now=now,
        subjects=subjects,
        data={
            "responder": str(held.responder_id),
            "reason": rest.new.reason,
            "from": rest.new.from_day.isoformat(),
            "reference": added.request.reference,
        },
    )
