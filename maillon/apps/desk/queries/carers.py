"""What a carer signed in sees: what she took, and whose home it is."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.care import access as care_access
from maillon.apps.desk.models import Assignment
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
        Assignment.objects.select_related("need__request__commune")
        .filter(
            responder_id__in=viewer.responder_ids,
            withdrawn_at=None,
            need__request__closed_at=None,
        )
        .order_by("need__starts_on", "accepted_at")
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
        starts_on=need.starts_on,
        ends_on=need.ends_on,
        details_read=held.details_given_at is not None,
        begun=held.begun_at is not None,
    )


def care_detail(viewer: AccountViewer, assignment_id: UUID, *, now: datetime) -> CareDetail:
    """Identity and address, for the carer who accepted and nobody else; the read is traced."""
    held = (
        Assignment.objects.select_related(
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
    grant = next(
        (
            g
            for g in care_access.grants_on(viewer, request.patient_id, now)
            if g.relation == Relation.ACCEPTED
        ),
        None,
    )
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
    return _detail(held)


def _detail(held: Assignment) -> CareDetail:
    request, patient = held.need.request, held.need.request.patient
    return CareDetail(
        row=_row(held),
        name=f"{patient.given_name} {patient.used_name or patient.birth_name}",
        birth_date=patient.birth_date,
        sex=patient.sex,
        phone=patient.phone,
        address=patient.address,
        quarter=request.quarter,
        living=json.loads(request.living or "{}"),
        note=request.note,
        detail=held.need.detail,
        requester=request.requester.house or request.requester.name,
        requester_phone=request.requester.phone,
        desk=request.desk.name,
        desk_phone=request.desk.phone,
    )
