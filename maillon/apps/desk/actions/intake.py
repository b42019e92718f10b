"""From a call to a request with a number."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from maillon.apps.care import actions as care
from maillon.apps.care.models import Patient
from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owning import open_step, shift_at
from maillon.apps.desk.actions.repeating import refuse_repeated
from maillon.apps.desk.actions.watching import watch_closing
from maillon.apps.desk.models import (
    DayCounter,
    Desk,
    DeskCommune,
    Draft,
    Need,
    Requester,
    ServiceRequest,
    Shift,
)
from maillon.apps.desk.timing import due, hours_of, local_day
from maillon.apps.desk.vocabulary import LONGEST_CARE, NEEDS, REQUESTER_KINDS, delays
from maillon.apps.directory.queries import registered_number
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import blind_index

__all__ = ["NewNeed", "NewRequest", "NewRequester", "NewWatch", "receive_request"]

MOST_SEATS = 20  # carers asked for one watch
MOST_WATCHES = 31
LATE_START = timedelta(days=31)  # care that began elsewhere goes on here
LONGEST_WATCH = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NewRequester:
    """Who calls: a known card by id, or what she says of herself."""

    kind: str
    name: str
    house: str = ""
    phone: str = ""  # E.164
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewWatch:
    """A watch to cover, half-open, and how many carers stand in it."""

    starts_at: datetime
    ends_at: datetime
    seats: int = 1


@dataclass(frozen=True, slots=True)
class NewNeed:
    """One thing that is needed: care from a day on, or the watches to cover."""

    code: str
    frequency: str
    starts_on: date
    ends_on: date | None = None
    part_of_day: str = ""
    detail: str = ""
    seats: int = 1
    watches: tuple[NewWatch, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRequest:
    """Everything intake learns. ``patient_id``, ``person`` or ``establishment``, one of them."""

    desk_id: UUID
    requester: NewRequester
    needs: tuple[NewNeed, ...]
    commune_id: str
    urgency: str
    prescription: str
    informed_by: str
    agreement: str
    gp_wish: str
    patient_id: UUID | None = None
    person: care.NewPerson | None = None
    establishment: str = ""
    establishment_number: str = ""  # FINESS; left out where the register does not hold it
    establishment_address: str = ""
    quarter: str = ""
    living: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    may_tell_requester: bool = False
    gp_role_id: UUID | None = None
    usual: tuple[UUID, ...] = ()
    chosen: tuple[UUID, ...] = ()
    refused: tuple[UUID, ...] = ()
    draft_id: UUID | None = None
    started_at: datetime | None = None
    duplicate_seen: bool = False
    synthetic: bool = False


def receive_request(*, new: NewRequest, by: AccountViewer, now: datetime) -> ServiceRequest:
    """Write the request whole or not at all, and give the number the caller hears.

    Numbers are gap-free per desk and day. Raises ``Refused``: ``needs_missing``,
    ``need_unknown``, ``ends_before_start``, ``care_dates``, ``watch_hours``,
    ``watch_past``, ``watch_seats``, ``outside_territory``, ``professionals_only``,
    ``requester_missing``, ``person_missing``, ``duplicate_open``,
    ``duplicate_elsewhere`` or ``duplicate_house`` (unless already seen),
    ``draft_already_sent`` with the ``id`` of the request it became.
    """
    desk = access.require_agent(by, new.desk_id)
    _check(desk, new, now)
    with transaction.atomic():
        draft = _hold_draft(desk, new, by, now)
        patient = _patient(desk, new, by, now)
        refuse_repeated(desk, new, patient)
        requester = _requester(desk, new, now)
        request = _write(desk, new, patient, requester, by, now)
        _write_needs(request, new)
        if patient is not None:
            _write_words(patient, new, by, now)
        _settle_draft(draft, request)
        open_step(request, "desk.handle", due(desk, now, delays(new.urgency).handle), now)
        watch_closing(desk, now)
        _journal(request, new, by, now)
        return progress.refresh(request, by=by, now=now)


def _check(desk: Desk, new: NewRequest, now: datetime) -> None:
    if not new.needs:
        raise Refused("needs_missing")
    for need in new.needs:
        _check_need(need, local_day(desk, now), now)
        if NEEDS[need.code].answer and desk.kind != Desk.Kind.CLINICAL:
            raise Refused("not_clinical", desk=desk.name)
    region = DeskCommune.objects.filter(desk__organization_id=desk.organization_id)
    if not region.filter(commune_id=new.commune_id).exists():
        raise Refused("outside_territory", desk=desk.name)
    kind = REQUESTER_KINDS.get(new.requester.kind)
    if kind is None:
        raise Refused("requester_missing")
    if desk.professionals_only and not kind.professional:
        raise Refused("professionals_only", kind=kind.label)


def _check_need(need: NewNeed, today: date, now: datetime) -> None:
    if need.code not in NEEDS:
        raise Refused("need_unknown", need=need.code)
    if need.ends_on is not None and need.ends_on < need.starts_on:
        raise Refused("ends_before_start")
    if not (1 <= need.seats <= MOST_SEATS and len(need.watches) <= MOST_WATCHES):
        raise Refused("watch_seats", seats=MOST_SEATS, watches=MOST_WATCHES)
    for watch in need.watches:
        if not timedelta(0) < watch.ends_at - watch.starts_at <= LONGEST_WATCH:
            raise Refused("watch_hours")
        if watch.ends_at <= now:
            raise Refused("watch_past")
        if not 1 <= watch.seats <= MOST_SEATS:
            raise Refused("watch_seats", seats=MOST_SEATS, watches=MOST_WATCHES)
    end = need.ends_on or max(today, need.starts_on)
    soon = today - LATE_START <= need.starts_on <= today + LONGEST_CARE
    if not soon or end < today or end - need.starts_on > LONGEST_CARE:
        raise Refused("care_dates")


def _patient(desk: Desk, new: NewRequest, by: AccountViewer, now: datetime) -> Patient | None:
    """The person; nobody when the request is for an establishment."""
    if new.establishment:
        return None
    if new.patient_id is not None:
        found = Patient.objects.filter(
            pk=new.patient_id, organization_id=desk.organization_id
        ).first()
        if found is None:
            raise NotFound
        if new.person is not None:
            care.update_contact(
                patient=found, phone=new.person.phone, address=new.person.address, by=by, now=now
            )
        return found
    if new.person is None:
        raise Refused("person_missing")
    return care.create_provisional(
        person=new.person,
        organization_id=desk.organization_id,
        by=by,
        now=now,
        synthetic=new.synthetic,
    )


def _requester(desk: Desk, new: NewRequest, now: datetime) -> Requester:
    told = new.requester
    if told.id is not None:
        card = Requester.objects.filter(pk=told.id, organization_id=desk.organization_id).first()
        if card is None:
            raise NotFound
        card.kind, card.name = told.kind, told.name or card.name
        card.house = told.house or card.house
        card.save(update_fields=["kind", "name", "house"])
        return card
    card = Requester(
        organization_id=desk.organization_id,
        kind=told.kind,
        name=told.name,
        house=told.house,
        phone=told.phone,
        phone_index=blind_index("phone", told.phone) if told.phone else "",
        created_at=now,
        synthetic=new.synthetic,
    )
    card.save(force_insert=True)
    return card


def _next_number(desk: Desk, day: date) -> int:
    DayCounter.objects.get_or_create(desk=desk, day=day)
    DayCounter.objects.filter(desk=desk, day=day).update(last=F("last") + 1)
    return DayCounter.objects.get(desk=desk, day=day).last


def _write(
    desk: Desk,
    new: NewRequest,
    patient: Patient | None,
    requester: Requester,
    by: AccountViewer,
    now: datetime,
) -> ServiceRequest:
    day = local_day(desk, now)
    number = _next_number(desk, day)
    is_open = hours_of(desk).is_open(now)
    request = ServiceRequest(
        desk=desk,
        received_desk=desk,
        organization_id=desk.organization_id,
        day=day,
        number=number,
        reference=f"{day:%m%d}-{number:03d}",
        patient=patient,
        **_house(patient, new),
        requester=requester,
        requester_kind=new.requester.kind,
        may_tell_requester=new.may_tell_requester,
        commune_id=new.commune_id,
        quarter=new.quarter,
        urgency=new.urgency,
        prescription=new.prescription,
        living=json.dumps(new.living),
        note=new.note,
        owner_account_id=by.account_id if is_open else None,
        owner_shift=None if is_open else shift_at(desk, now),
        received_at=now,
        intake_seconds=_seconds(new.started_at, now),
        synthetic=new.synthetic,
    )
    request.save(force_insert=True)
    return request


def _house(patient: Patient | None, new: NewRequest) -> dict[str, Any]:
    """What is known of the person's wishes; or, without a person, of the establishment."""
    if patient is None:
        return {
            "establishment": new.establishment,
            "establishment_number": registered_number(new.establishment_number),
            "establishment_address": new.establishment_address,
            "gp_wish": ServiceRequest.GpWish.NONE,
        }
    return {
        "informed_by": new.informed_by,
        "agreement": new.agreement,
        "gp_wish": new.gp_wish,
        "gp_role_id": new.gp_role_id,
    }


def _seconds(start: datetime | None, now: datetime) -> int | None:
    return max(0, int((now - start).total_seconds())) if start else None


def _write_needs(request: ServiceRequest, new: NewRequest) -> None:
    for position, told in enumerate(new.needs, start=1):
        need = Need(
            request=request,
            position=position,
            code=told.code,
            detail=told.detail,
            frequency=told.frequency,
            starts_on=told.starts_on,
            ends_on=told.ends_on,
            part_of_day=told.part_of_day,
        )
        need.save(force_insert=True)
        _write_shifts(request.desk, need, told)


def _write_shifts(desk: Desk, need: Need, told: NewNeed) -> None:
    """The watches in order of time, numbered as an SMS calls them; else one stretch of care."""
    if not told.watches:
        Shift.objects.create(
            need=need, starts_on=told.starts_on, ends_on=told.ends_on, seats=told.seats
        )
        return
    in_order = sorted(told.watches, key=lambda watch: (watch.starts_at, watch.ends_at))
    Shift.objects.bulk_create(
        Shift(
            need=need,
            number=number,
            starts_on=local_day(desk, watch.starts_at),
            ends_on=local_day(desk, watch.ends_at),
            starts_at=watch.starts_at,
            ends_at=watch.ends_at,
            seats=watch.seats,
        )
        for number, watch in enumerate(in_order, start=1)
    )


def _write_words(patient: Patient, new: NewRequest, by: AccountViewer, now: datetime) -> None:
    for pk in new.usual:
        care.add_member(patient_id=patient.pk, role="usual_carer", responder_id=pk, by=by, now=now)
    if new.gp_role_id:
        care.add_member(
            patient_id=patient.pk, role="gp", practitioner_role_id=new.gp_role_id, by=by, now=now
        )
    for kind, ids in (("chosen", new.chosen), ("refused", new.refused)):
        for pk in ids:
            care.record_choice(patient_id=patient.pk, responder_id=pk, kind=kind, by=by, now=now)


def _hold_draft(desk: Desk, new: NewRequest, by: AccountViewer, now: datetime) -> Draft | None:
    """The draft, held until the end: sent twice, even by two tabs at once, it is one request.

    A page that never had time to save its draft gets its row here, for the same reason.
    """
    if new.draft_id is None:
        return None
    Draft.objects.get_or_create(
        pk=new.draft_id,
        defaults={
            "desk": desk,
            "account_id": by.account_id,
            "created_at": now,
            "updated_at": now,
        },
    )
    draft = Draft.objects.select_for_update().get(pk=new.draft_id)
    if draft.account_id != by.account_id:
        raise NotFound
    if draft.request_id:
        raise Refused("draft_already_sent", id=draft.request_id)
    return draft


def _settle_draft(draft: Draft | None, request: ServiceRequest) -> None:
    if draft is None:
        return
    draft.request = request
    draft.payload = "{}"
    draft.caller_index = ""
    draft.save(update_fields=["request", "payload", "caller_index"])


def _journal(request: ServiceRequest, new: NewRequest, by: AccountViewer, now: datetime) -> None:
    record(
        act="desk.received",
        organization_id=request.organization_id,
        by=by,
        now=now,
        occurred_at=new.started_at,
        subjects=request.subjects,
        participants=[("account", by.account_id, None)],
        data={
            "requester_kind": request.requester_kind,
            "informed_by": request.informed_by,
            "agreement": request.agreement,
            "needs": len(new.needs),
        },
    )
