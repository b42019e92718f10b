"""On what ground a conversation is read, and the line that this leaves."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from maillon.apps.care import access
from maillon.apps.care.models import Conversation, Mention, Patient
from maillon.errors import NotFound
from maillon.kernel.access import Grant, LinkViewer, Viewer
from maillon.kernel.accesslog import traced

__all__ = ["bearer_of", "reader_of", "trace_talk"]


def reader_of(
    viewer: Viewer, patient_id: UUID, now: datetime
) -> tuple[Patient, frozenset[str], Grant]:
    """The person, the themes of hers this viewer reads, and the ground; ``NotFound`` without."""
    patient = access.resolve(patient_id)
    access.require_page(viewer, patient, now)
    themes = access.themes_on(viewer, patient, now)
    if not themes:
        raise NotFound
    grant = access.require(viewer, patient, f"theme:{min(themes)}", now)
    return patient, themes, grant


def bearer_of(viewer: LinkViewer, now: datetime) -> tuple[Mention, Conversation, Patient, Grant]:
    """What a message's link opens today; ``NotFound`` once her part reads its theme no more."""
    mention = (
        Mention.objects.select_related("communication__conversation", "member")
        .filter(pk=viewer.object_id)
        .first()
    )
    if mention is None:
        raise NotFound
    held = mention.communication.conversation
    patient = access.resolve(held.patient_id)
    return mention, held, patient, access.require(viewer, patient, f"theme:{held.theme}", now)


def trace_talk(
    viewer: Viewer, grant: Grant, patient: Patient, object_id: UUID, kind: str,
    themes: Iterable[str], now: datetime,
) -> None:  # fmt: skip
    """One line of the access log: which conversation, under which themes."""
    traced(
        viewer, grant, object_type=kind, object_id=object_id, now=now, patient_id=patient.pk,
        organization_id=patient.organization_id, fields=sorted(f"theme:{one}" for one in themes),
    )  # fmt: skip
