"""A person's case, brought to a meeting from her page."""

from datetime import datetime
from uuid import UUID

from maillon.apps.care import access
from maillon.apps.meetings.actions import add_case
from maillon.kernel.access import AccountViewer

__all__ = ["bring_case"]


def bring_case(
    *, patient_id: UUID, meeting_id: UUID, by: AccountViewer, now: datetime, title: str = ""
) -> None:
    """Put her on the agenda of a meeting this viewer may write; ``NotFound`` where she may not
    write it, or not speak of this person.
    """
    patient = access.resolve(patient_id)
    add_case(meeting_id=meeting_id, case_id=patient.pk, title=title, by=by, now=now)
