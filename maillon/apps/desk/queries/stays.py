"""The stay in hospital that a request is said to have spared."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.desk.models import AvoidedStay, ServiceRequest
from maillon.apps.desk.vocabulary import STAY_DOUBTS, STAY_SAYERS
from maillon.kernel.prepared import Prepared

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
    for said_by, doubt, noted_by, at in _STANDS.rows(request.pk):
        return Stay(ripe, STAY_SAYERS.get(said_by, ""), STAY_DOUBTS.get(doubt, ""), noted_by, at)
    return Stay(ripe)


_STANDS: Final = Prepared(
    lambda request_id: AvoidedStay.objects.filter(
        request=request_id, withdrawn_at=None
    ).values_list("said_by", "doubt", "account__name", "declared_at"),
    UUID,
)
