"""From a desk's request to the person's circle, in one gesture: nothing is told twice."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access as care_access
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewWord
from maillon.apps.care.models import CareTeam
from maillon.apps.desk import access
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["open_circle_of"]


def open_circle_of(
    *, request_id: UUID, situation: str, word: NewWord, by: AccountViewer, now: datetime
) -> UUID:
    """Open the circle of the person of a request, on the desk's ground and with her word; those
    who stood around her at intake are in it. Where one is open already it is left as it is.
    Returns the id of her file.

    Raises ``NotFound`` (also for an establishment's request) and as ``care.open_circle``.
    """
    request = access.require_request(by, request_id, now=now)
    if request.patient_id is None:
        raise NotFound
    with transaction.atomic():
        patient = care_access.resolve(request.patient_id)
        if not CareTeam.objects.filter(patient=patient, closed_at=None).exists():
            care.open_circle(patient_id=patient.pk, situation=situation, word=word, by=by, now=now)
    return patient.pk
