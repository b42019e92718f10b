"""Trace of every read about a person (AUD-1). Writing it is part of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.kernel import bulk
from maillon.kernel.access import Grant, Viewer
from maillon.kernel.models import AccessLogEntry

__all__ = ["ListedRead", "traced", "traced_all"]


@dataclass(frozen=True, slots=True)
class ListedRead:
    """One read among many of a list."""

    grant: Grant
    object_id: UUID
    patient_id: UUID
    organization_id: UUID


def traced_all(
    viewer: Viewer,
    reads: Iterable[ListedRead],
    *,
    object_type: str,
    now: datetime,
    fields: list[str],
) -> None:
    """Write down each read of a list: a row each, in one statement."""
    bulk.insert([
        AccessLogEntry(
            at=now, viewer_kind=viewer.kind, viewer_id=viewer.id,
            organization_id=one.organization_id, object_type=object_type,
            object_id=str(one.object_id), patient_id=one.patient_id,
            relation=one.grant.relation.value, ground=one.grant.ground, fields=fields,
            origin=viewer.origin,
        )
        for one in reads
    ])  # fmt: skip


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
    entry = AccessLogEntry(
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
    )
    bulk.insert([entry])
