"""The stay in hospital that a request is said to have spared."""

from dataclasses import dataclass
from datetime import datetime

from maillon.apps.desk.models import AvoidedStay, ServiceRequest
from maillon.apps.desk.vocabulary import STAY_DOUBTS, STAY_SAYERS

__all__ = ["Stay", "stay_on"]


@dataclass(frozen=True, slots=True)
class Stay:
    """What was said, if anything, and whether something may be."""

    may_be_said: bool
    said_by: str = ""
    doubt: str = ""
    noted_by: str = ""
    at: datetime | None = None


def stay_on(request: ServiceRequest, *, begun: bool) -> Stay:
    """What stands for this request, of which some care has ``begun`` or none; the caller has
    checked the right to it.
    """
    ripe = request.patient_id is not None and (request.closed_at is not None or begun)
    stands = AvoidedStay.objects.filter(request=request, withdrawn_at=None)
    stay = stands.select_related("account").first()
    if stay is None:
        return Stay(ripe)
    said_by, doubt = STAY_SAYERS.get(stay.said_by, ""), STAY_DOUBTS.get(stay.doubt, "")
    return Stay(ripe, said_by, doubt, stay.account.name, stay.declared_at)
