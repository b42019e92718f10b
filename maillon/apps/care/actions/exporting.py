"""What is handed over of a person, on her request."""

from datetime import datetime
from uuid import UUID

from maillon.apps.care import access
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer

__all__ = ["FORMS", "record_export"]

FORMS = ("pdf", "fhir")


def record_export(*, patient_id: UUID, form: str, by: Viewer, now: datetime) -> None:
    """Her data was handed over to her: by whom, when, in which form.

    For whoever may edit her circle. Raises ``NotFound``, ``Refused('export_form')``.
    """
    patient = access.resolve(patient_id)
    if not access.may_edit_circle(by, patient, now):
        raise NotFound
    if form not in FORMS:
        raise Refused("export_form")
    record(
        act="care.exported", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk)], data={"form": form},
    )  # fmt: skip
