"""Trace of every read about a person (AUD-1). Writing it is part of reading."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from maillon.kernel.access import Grant, Viewer
from maillon.kernel.models import AccessLogEntry

__all__ = ["traced"]


def traced(
    viewer: Viewer,
    grant: Grant,
    *,
    object_type: str,
    object_id: UUID | str,
    now: datetime,
    patient_id: UUID | None = None,
    organization_id: UUID | None = None,
    fields: Iterable[str] | None = None,
) -> None:
    """Write down one read: who, when, what, ground, from where."""
    AccessLogEntry(
        at=now,
        viewer_kind=viewer.kind,
        viewer_id=viewer.id,
        organization_id=organization_id,
        object_type=object_type,
        object_id=str(object_id),
        patient_id=patient_id,
        relation=grant.relation.value,
        ground=grant.ground,
        fields=sorted(grant.fields if fields is None else fields),
        origin=viewer.origin,
    ).save(force_insert=True)
