from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import acts, hearing
from maillon.apps.journal.models import Credit, Entry, Participant, Subject, Unsealed
from maillon.errors import NotFound, Refused
from maillon.kernel import bulk
from maillon.kernel.access import Viewer

__all__ = ["cancel", "record"]

SubjectRef = tuple[str, UUID]
ParticipantRef = tuple[str, UUID, Decimal | None]


def record(
    *,
    act: str,
    organization_id: UUID,
    by: Viewer,
    now: datetime,
    subjects: Iterable[SubjectRef],
    data: dict[str, Any] | None = None,
    occurred_at: datetime | None = None,
    credits: Iterable[UUID] = (),
    participants: Iterable[ParticipantRef] = (),
    minutes: Decimal | None = None,
    documents: Iterable[str] = (),
) -> Entry:
    """Write one act, in the transaction of the change it tells.

    ``data`` holds ids and codes only: never a name, never health content.
    """
    entry = Entry(
        kind=acts.act(act).kind,
        act=act,
        organization_id=organization_id,
        author_kind=by.kind,
        author_id=by.id,
        minutes=minutes,
        occurred_at=occurred_at or now,
        recorded_at=now,
        data=data or {},
        documents=list(documents),
    )
    with transaction.atomic(savepoint=False):
        _write(entry)
        _write_subjects(entry, subjects)
        bulk.insert([Credit(entry=entry, organization_id=pk) for pk in {organization_id, *credits}])
        bulk.insert(
            [
                Participant(entry=entry, kind=kind, object_id=pk, minutes=spent)
                for kind, pk, spent in participants
            ]
        )
        if entry.documents:
            hearing.tell(entry, by, now)
    return entry


def _write(entry: Entry) -> None:
    """Itself, and that it waits for its seal."""
    bulk.insert([entry])
    bulk.insert([Unsealed(entry_id=entry.pk, organization_id=entry.organization_id)])


def _write_subjects(entry: Entry, subjects: Iterable[SubjectRef]) -> None:
    bulk.insert(
        [Subject(entry=entry, kind=kind, object_id=pk) for kind, pk in dict.fromkeys(subjects)]
    )


def cancel(*, entry_id: UUID, by: Viewer, now: datetime, reason: str) -> Entry:
    """Correct an act by an entry that cancels it; the first one stays readable.

    Raises ``NotFound`` for an unknown entry and ``Refused('already_cancelled')``.
    """
    with transaction.atomic():
        first = Entry.objects.select_for_update().filter(pk=entry_id).first()
        if first is None:
            raise NotFound
        if Entry.objects.filter(cancels=first).exists() or first.cancels_id:
            raise Refused("already_cancelled")
        second = Entry(
            kind=first.kind,
            act=first.act,
            organization_id=first.organization_id,
            author_kind=by.kind,
            author_id=by.id,
            occurred_at=now,
            recorded_at=now,
            data={"reason": reason},
            cancels=first,
        )
        _write(second)
        _write_subjects(second, list(first.subjects.values_list("kind", "object_id")))
        Credit.objects.bulk_create(
            Credit(entry=second, organization_id=pk)
            for pk in first.credits.values_list("organization_id", flat=True)
        )
    return second
