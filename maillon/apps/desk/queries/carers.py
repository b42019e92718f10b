"""What a carer signed in sees: what she took, and whose home it is."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.care import access as care_access
from maillon.apps.desk.models import Assignment, ServiceRequest
from maillon.apps.desk.vocabulary import FREQUENCIES, need_label
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Relation
from maillon.kernel.accesslog import traced

__all__ = ["CareDetail", "CareRow", "care_detail", "my_care"]


@dataclass(frozen=True, slots=True)
class CareRow:
    """One need she took; no identity in a list."""

    assignment_id: UUID
    reference: str
    need: str
    frequency: str
    place: str
    starts_on: date
    ends_on: date | None
    starts_at: datetime | None  # a watch has its hours
    ends_at: datetime | None
    timezone: str
    details_read: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class CareDetail:
    """Everything the accepted carer needs to go there (relation A)."""

    row: CareRow
    name: str
    birth_date: str
    sex: str
    phone: str
    address: str
    quarter: str
    living: dict[str, Any]  # codes of vocabulary.LIVING and their values
    note: str
    detail: str
    requester: str
    requester_phone: str
    desk: str
    desk_phone: str


def my_care(viewer: AccountViewer, *, now: datetime) -> tuple[CareRow, ...]:
    """What the viewer's own responders hold, soonest first."""
    rows = (
        Assignment.objects.select_related("need__request__commune", "need__request__desk", "shift")
        .filter(
            responder_id__in=viewer.responder_ids,
            withdrawn_at=None,
            need__request__closed_at=None,
        )
        .order_by("shift__starts_on", "shift__starts_at", "accepted_at")
    )
    return tuple(_row(held) for held in rows)


def _row(held: Assignment) -> CareRow:
    need = held.need
    return CareRow(
        assignment_id=held.pk,
        reference=need.request.reference,
        need=need_label(need.code),
        frequency=FREQUENCIES.get(need.frequency, need.frequency),
        place=need.request.commune.name,
        starts_on=held.shift.starts_on,
        ends_on=held.shift.ends_on,
        starts_at=held.shift.starts_at,
        ends_at=held.shift.ends_at,
        timezone=need.request.desk.timezone,
        details_read=held.details_given_at is not None,
        begun=held.begun_at is not None,
    )


def care_detail(viewer: AccountViewer, assignment_id: UUID, *, now: datetime) -> CareDetail:
    """Identity and address, for the carer who accepted and nobody else; the read is traced."""
    held = (
        Assignment.objects.select_related(
            "shift",
            "need__request__patient",
            "need__request__commune",
            "need__request__requester",
            "need__request__desk",
        )
        .filter(pk=assignment_id, responder_id__in=viewer.responder_ids, withdrawn_at=None)
        .first()
    )
    if held is None:
        raise NotFound
    request = held.need.request
    if request.patient_id is not None:
        _read(viewer, held, now)
    return _detail(held)


def _read(viewer: AccountViewer, held: Assignment, now: datetime) -> None:
    """The reading of the person, traced; ``NotFound`` where acceptance no longer opens her."""
    request = held.need.request
    grants = care_access.grants_on(viewer, request.patient_id, now)
    grant = next((g for g in grants if g.relation == Relation.ACCEPTED), None)
    if grant is None:
        raise NotFound
    traced(
        viewer,
        grant,
        object_type="assignment",
        object_id=held.pk,
        now=now,
        patient_id=request.patient_id,
        organization_id=request.organization_id,
    )


def _whom(request: ServiceRequest) -> dict[str, str]:
    """The person, or the establishment whose staff is short."""
    patient = request.patient
    if patient is None:
        address = request.establishment_address
        house = {"name": request.establishment, "address": address}
        return {"birth_date": "", "sex": "", "phone": request.requester.phone, **house}
    return {
        "name": f"{patient.given_name} {patient.used_name or patient.birth_name}",
        "birth_date": patient.birth_date,
        "sex": patient.sex,
        "phone": patient.phone,
        "address": patient.address,
    }


def _detail(held: Assignment) -> CareDetail:
    request = held.need.request
    return CareDetail(
        row=_row(held),
        **_whom(request),
        quarter=request.quarter,
        living=json.loads(request.living or "{}"),
        note=request.note,
        detail=held.need.detail,
        requester=request.requester.house or request.requester.name,
        requester_phone=request.requester.phone,
        desk=request.desk.name,
        desk_phone=request.desk.phone,
    )
