"""A stay in hospital said to be avoided: declared with its doubt, withdrawn, never computed."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.models import AvoidedStay, Need, ServiceRequest
from maillon.apps.desk.vocabulary import STAY_DOUBTS, STAY_SAYERS
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["declare_stay", "withdraw_stay"]


def declare_stay(
    *, request_id: UUID, said_by: str, doubt: str, by: AccountViewer, now: datetime
) -> AvoidedStay:
    """A professional says it to the desk, which writes who and how sure: one per request.

    Raises ``Refused``: ``stay_unknown``, ``no_person``, ``stay_too_early`` before care has
    begun or the request is closed, ``stay_declared`` where one stands already.
    """
    access.require_request(by, request_id, now=now)
    if said_by not in STAY_SAYERS or doubt not in STAY_DOUBTS:
        raise Refused("stay_unknown")
    with transaction.atomic():
        request = progress.lock(request_id)
        _require_time(request)
        stay = AvoidedStay(
            request=request, said_by=said_by, doubt=doubt, account_id=by.account_id,
            declared_at=now,
        )  # fmt: skip
        try:
            with transaction.atomic():
                stay.save(force_insert=True)
        except IntegrityError:
            raise Refused("stay_declared") from None
        _journal("desk.stay_declared", stay, by, now)
        progress.refresh(request, by=by, now=now)
        return stay


def _require_time(request: ServiceRequest) -> None:
    if request.patient_id is None:
        raise Refused("no_person")
    begun = Need.objects.filter(request=request, state=Need.State.BEGUN)
    if request.closed_at is None and not begun.exists():
        raise Refused("stay_too_early")


def withdraw_stay(*, request_id: UUID, by: AccountViewer, now: datetime) -> AvoidedStay:
    """It is said no more, and counted no more; ``NotFound`` where none stands."""
    access.require_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock(request_id)
        stay = AvoidedStay.objects.filter(request=request, withdrawn_at=None).first()
        if stay is None:
            raise NotFound
        stay.withdrawn_at = now
        stay.save(update_fields=["withdrawn_at"])
        _journal("desk.stay_withdrawn", stay, by, now)
        progress.refresh(request, by=by, now=now)
        return stay


def _journal(act: str, stay: AvoidedStay, by: AccountViewer, now: datetime) -> None:
    record(
        act=act,
        organization_id=stay.request.organization_id,
        by=by,
        now=now,
        subjects=[*stay.request.subjects, ("stay", stay.pk)],
        data={"said_by": stay.said_by, "doubt": stay.doubt},
    )
