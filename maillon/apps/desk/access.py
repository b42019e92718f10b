"""Who may see or do what at a desk. The only predicates of this room."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.care.access import FIELDS
from maillon.apps.desk.models import Assignment, Desk, Offer, ServiceRequest
from maillon.apps.desk.models.request import ServiceRequestQuerySet
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant, LinkViewer, Relation, System, Viewer
from maillon.kernel.prepared import Prepared

__all__ = [
    "AFTER_CLOSING",
    "agents_of",
    "check_agent",
    "desks_of",
    "grounds_on_person",
    "managed_organizations",
    "region_of",
    "require_agent",
    "require_hand",
    "require_lead",
    "require_request",
]

AFTER_CLOSING = timedelta(hours=72)
AGENTS = frozenset({"agent", "lead"})


def desks_of(viewer: Viewer) -> frozenset[UUID]:
    """The desks where this viewer is an agent or leads."""
    if not isinstance(viewer, AccountViewer):
        return frozenset()
    return frozenset(r.desk_id for r in viewer.roles if r.code in AGENTS and r.desk_id)


def managed_organizations(viewer: Viewer) -> frozenset[UUID]:
    """Structures whose counts, and only counts, this viewer may read."""
    if not isinstance(viewer, AccountViewer):
        return frozenset()
    return frozenset(r.organization_id for r in viewer.roles if r.code in ("manager", "lead"))


def require_agent(viewer: Viewer, desk_id: UUID) -> Desk:
    """The desk, for its agents and for the System; ``NotFound`` for anybody else."""
    if not isinstance(viewer, System) and desk_id not in desks_of(viewer):
        raise NotFound
    found = _DESK.objects(desk_id)
    if not found:
        raise NotFound
    return found[0]


_DESK: Final = Prepared(
    lambda desk_id: Desk.objects.select_related("organization").filter(pk=desk_id), UUID
)


def check_agent(viewer: AccountViewer, desk_id: UUID) -> None:
    """``require_agent`` for whoever needs its answer only: her roles say it, no row is read."""
    if desk_id not in desks_of(viewer):
        raise NotFound


def require_lead(viewer: Viewer, desk_id: UUID) -> Desk:
    """The desk, for whoever leads it; ``NotFound`` for its agents and for anybody else."""
    roles = viewer.roles if isinstance(viewer, AccountViewer) else ()
    if desk_id not in {role.desk_id for role in roles if role.code == "lead"}:
        raise NotFound
    return require_agent(viewer, desk_id)


def agents_of(desk_id: UUID, *, now: datetime) -> frozenset[UUID]:
    """The accounts that may hold requests at this desk today."""
    today = now.date()
    roles = ScopedRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today),
        desk_id=desk_id, code__in=AGENTS, starts_on__lte=today, account__is_active=True,
    )  # fmt: skip
    return frozenset(roles.values_list("account_id", flat=True))


def region_of(desk: Desk) -> tuple[Desk, ...]:
    """The other desks of the same organization, to which a request may be passed on."""
    others = Desk.objects.filter(organization_id=desk.organization_id).exclude(pk=desk.pk)
    return tuple(others.order_by("name"))


def require_request(viewer: Viewer, request_id: UUID, *, now: datetime) -> ServiceRequest:
    """A request of the viewer's desk, while open and 72 h after; ``NotFound`` otherwise."""
    found = _WHOLE.objects(request_id)
    if not found:
        raise NotFound
    _refuse(viewer, found[0].desk_id, found[0].closed_at, now)
    return found[0]


_WHOLE: Final = Prepared(
    lambda request_id: ServiceRequest.objects.select_related(
        "desk", "patient", "requester", "commune"
    ).filter(pk=request_id),
    UUID,
)
_HELD: Final = Prepared(
    lambda request_id: ServiceRequest.objects.filter(pk=request_id).values_list(
        "desk_id", "closed_at"
    ),
    UUID,
)


def check_request(viewer: Viewer, request_id: UUID, *, now: datetime) -> None:
    """``require_request`` for whoever needs its answer only: one narrow row is read."""
    rows = _HELD.rows(request_id)
    if not rows:
        raise NotFound
    desk_id, closed_at = rows[0]
    _refuse(viewer, desk_id, closed_at, now)


def _refuse(viewer: Viewer, desk_id: UUID, closed_at: datetime | None, now: datetime) -> None:
    if isinstance(viewer, System):
        return
    if desk_id not in desks_of(viewer) or _forgotten(closed_at, now):
        raise NotFound


def require_hand(viewer: Viewer, request_id: UUID, responder_id: UUID, *, now: datetime) -> None:
    """Who may answer for a carer: herself, by account or link, the agents of the desk that
    asked her, the System; ``NotFound`` for anybody else.
    """
    if isinstance(viewer, System):
        return
    if isinstance(viewer, LinkViewer):
        if viewer.responder_id != responder_id:
            raise NotFound
    elif responder_id not in viewer.responder_ids:
        check_request(viewer, request_id, now=now)


def _forgotten(closed_at: datetime | None, now: datetime) -> bool:
    return closed_at is not None and now - closed_at >= AFTER_CLOSING


def grounds_on_person(viewer: Viewer, patient_id: UUID, now: datetime) -> Iterable[Grant]:
    """The grounds that requests, offers and assignments give on a person.

    D while a request of the viewer's desk is open and 72 h after; A from acceptance until
    withdrawal or 72 h after closing, for an account signed in; N for the bearer of an open
    offer's link; R for the account of the requester, on her own open requests.
    """
    if isinstance(viewer, LinkViewer):
        yield from _offered(viewer, patient_id)
    elif isinstance(viewer, AccountViewer):
        yield from _desk(viewer, patient_id, now)
        requests = _about(patient_id, now - AFTER_CLOSING)
        yield from _accepted(viewer, requests)
        yield from _requested(viewer, requests)


def _offered(viewer: LinkViewer, patient_id: UUID) -> Iterable[Grant]:
    open_offer = Offer.objects.filter(
        pk=viewer.object_id, state=Offer.State.OPEN, need__request__patient_id=patient_id
    )
    if viewer.purpose == "offer" and open_offer.exists():
        yield Grant(Relation.OFFERED, "open_offer", FIELDS[Relation.OFFERED])


def _about(patient_id: UUID, since: datetime) -> ServiceRequestQuerySet:
    """Her requests that are open, or were closed after ``since``."""
    hers = ServiceRequest.objects.filter(patient_id=patient_id)
    return hers.filter(Q(closed_at=None) | Q(closed_at__gt=since))


_AT_DESKS: Final = Prepared(
    lambda patient_id, since, desks: (
        _about(patient_id, since)
        .filter(desk_id__in=desks)
        .order_by("-received_at")
        .values_list("closed_at")[:1]
    ),
    UUID,
    datetime,
    [UUID],
)


def _desk(viewer: AccountViewer, patient_id: UUID, now: datetime) -> Iterable[Grant]:
    for (closed_at,) in _AT_DESKS.rows(patient_id, now - AFTER_CLOSING, list(desks_of(viewer))):
        until = closed_at and closed_at + AFTER_CLOSING
        yield Grant(Relation.DESK, "desk_request", FIELDS[Relation.DESK], until)


def _accepted(viewer: AccountViewer, requests: ServiceRequestQuerySet) -> Iterable[Grant]:
    held = Assignment.objects.filter(
        need__request__in=requests, responder_id__in=viewer.responder_ids, withdrawn_at=None
    )
    if viewer.responder_ids and held.exists():
        yield Grant(Relation.ACCEPTED, "accepted_offer", FIELDS[Relation.ACCEPTED])


def _requested(viewer: AccountViewer, requests: ServiceRequestQuerySet) -> Iterable[Grant]:
    if requests.filter(requester__account_id=viewer.account_id).exists():
        yield Grant(Relation.REQUESTER, "own_request", FIELDS[Relation.REQUESTER])
