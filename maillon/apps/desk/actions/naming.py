"""Who of a shared line comes: said once, changed only on purpose."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.caring import held
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.journal.actions import record
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["name_who_comes"]

LONGEST = 60


def name_who_comes(*, assignment_id: UUID, name: str, by: Viewer, now: datetime) -> ServiceRequest:
    """Note who of the cabinet comes; the name stays sealed, the journal tells only the fact.

    Raises ``Refused('name_missing')``, ``NotFound`` for whoever may not answer for the line.
    """
    said = " ".join(name.split())[:LONGEST]
    if not said:
        raise Refused("name_missing")
    with transaction.atomic():
        assignment = held(assignment_id)
        request = assignment.need.request
        access.require_hand(by, request.pk, assignment.responder_id, now=now)
        if assignment.comes == said:
            return request
        assignment.comes = said
        assignment.save(update_fields=["comes"])
        record(
            act="desk.named",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk), ("need", assignment.need_id)],
            data={"responder": str(assignment.responder_id)},
        )
        return progress.refresh(request, by=by, now=now)
