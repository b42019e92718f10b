"""What a requester with an account reads of her own requests (relation R)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from maillon.apps.accounts.queries import account_cards
from maillon.apps.care import access as care_access
from maillon.apps.desk.access import AFTER_CLOSING, require_request
from maillon.apps.desk.actions.telling import may_hear_all
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.vocabulary import REQUESTER_KINDS, need_label
from maillon.kernel.access import AccountViewer, Relation
from maillon.kernel.accesslog import traced

__all__ = ["OwnRequest", "RequesterAccess", "my_requests", "requester_access"]


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """One of her requests: whom for, what, and where it stands."""

    id: UUID
    reference: str
    received_at: datetime
    person: str
    needs: tuple[tuple[str, str], ...]  # label, state
    place: str
    told_all: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class RequesterAccess:
    """Whether whoever asked reads her requests by herself, and with which account."""

    request_id: UUID
    reference: str
    called: str
    professional: bool
    account_name: str


def requester_access(viewer: AccountViewer, request_id: UUID, *, now: datetime) -> RequesterAccess:
    """For the agents of the request's desk; ``NotFound`` for anybody else."""
    request = require_request(viewer, request_id, now=now)
    kind, card = REQUESTER_KINDS[request.requester_kind], request.requester
    names = account_cards({card.account_id}) if card.account_id else {}
    return RequesterAccess(
        request_id=request.pk,
        reference=request.reference,
        called=(card.house if kind.professional else "") or card.name or kind.label,
        professional=kind.professional,
        account_name=names[card.account_id].name if card.account_id in names else "",
    )


def my_requests(viewer: AccountViewer, *, now: datetime) -> tuple[OwnRequest, ...]:
    """Her own requests, while open and 72 h after; each person shown is traced.

    A requester who is not a professional reads only "handled" unless the person agrees.
    """
    rows = (
        ServiceRequest.objects.select_related("patient", "commune")
        .prefetch_related("needs")
        .filter(requester__account_id=viewer.account_id)
        .filter(Q(closed_at=None) | Q(closed_at__gt=now - AFTER_CLOSING))
        .order_by("-received_at")
    )
    return tuple(_own(viewer, request, now) for request in rows)


def _person(viewer: AccountViewer, request: ServiceRequest, now: datetime) -> str:
    """Whom it is for, the reading traced; the establishment where there is no person."""
    patient = request.patient
    if patient is None:
        return request.establishment
    grants = care_access.grants_on(viewer, request.patient_id, now)
    grant = next(g for g in grants if g.relation == Relation.REQUESTER)
    traced(
        viewer,
        grant,
        object_type="request",
        object_id=request.pk,
        now=now,
        patient_id=request.patient_id,
        organization_id=request.organization_id,
    )
    return f"{patient.given_name} {patient.used_name or patient.birth_name}"


def _own(viewer: AccountViewer, request: ServiceRequest, now: datetime) -> OwnRequest:
    told_all = may_hear_all(request)
    return OwnRequest(
        id=request.pk,
        reference=request.reference,
        received_at=request.received_at,
        person=_person(viewer, request, now),
        needs=tuple(
            (need_label(need.code), need.state if told_all else "handled")
            for need in sorted(request.needs.all(), key=lambda n: n.position)
        ),
        place=request.commune.name,
        told_all=told_all,
        closed=request.closed_at is not None,
    )
