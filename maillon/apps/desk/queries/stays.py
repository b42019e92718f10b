"""The stay in hospital that a request is said to have spared."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.desk import access
from maillon.apps.desk.models import AvoidedStay, Need
from maillon.apps.desk.vocabulary import STAY_DOUBTS, STAY_SAYERS
from maillon.kernel.access import AccountViewer

__all__ = ["Stay", "stay_of"]


@dataclass(frozen=True, slots=True)
class Stay:
    """What was said, if anything, and whether something may be."""

    may_be_said: bool
    said_by: str = ""
    doubt: str = ""
    noted_by: str = ""
    at: datetime | None = None


def stay_of(viewer: AccountViewer, request_id: UUID, *, now: datetime) -> Stay:
    """What stands for this request; ``NotFound`` for a request that is not the viewer's desk's."""
    request = access.require_request(viewer, request_id, now=now)
    begun = Need.objects.filter(request=request, state=Need.State.BEGUN)
    ripe = request.patient_id is not None and (request.closed_at is not None or begun.exists())
    stands = AvoidedStay.objects.filter(request=request, withdrawn_at=None)
    stay = stands.select_related("account").first()
    if stay is None:
        return Stay(ripe)
    said_by, doubt = STAY_SAYERS.get(stay.said_by, ""), STAY_DOUBTS.get(stay.doubt, "")
    return Stay(ripe, said_by, doubt, stay.account.name, stay.declared_at)
