from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.journal.chain import GENESIS, Parts, digest
from maillon.apps.journal.models import Credit, Entry, Participant, Seal, Subject, Unsealed
from maillon.kernel import bulk
from maillon.kernel.prepared import Prepared

__all__ = ["find_unsealed", "seal_pending"]

BATCH = 500


def seal_pending(now: datetime) -> int:
    """Chain every entry not sealed yet, organization by organization.

    Meant for the single sealer; should two run together, the unique chain number lets
    one of them through and the other does nothing.
    """
    return sum(_seal_organization(pk, now) for (pk,) in _WAITING.rows())


_WAITING: Final = Prepared(
    lambda: Unsealed.objects.order_by().values_list("organization_id").distinct()
)


def find_unsealed() -> int:
    """Put in the queue every entry that is neither sealed nor waiting; returns how many.

    One that an earlier version, which knew no queue, wrote while this one was being installed.
    """
    missing = Entry.objects.filter(seal=None, unsealed=None).values_list("pk", "organization_id")
    waiting = [Unsealed(entry_id=pk, organization_id=of) for pk, of in missing]
    bulk.insert(waiting, ignore_known=True)
    return len(waiting)


def _seal_organization(organization_id: UUID, now: datetime) -> int:
    try:
        with transaction.atomic():
            return _lay(organization_id, _PENDING.objects(organization_id), now)
    except IntegrityError:
        return 0


_PENDING: Final = Prepared(
    lambda organization_id: Entry.objects.filter(unsealed__organization=organization_id).order_by(
        "recorded_at", "id"
    )[:BATCH],
    UUID,
)
_LAST: Final = Prepared(
    lambda organization_id: (
        Seal.objects.filter(organization_id=organization_id)
        .order_by("-number")
        .values_list("number", "digest")[:1]
    ),
    UUID,
)
_SUBJECTS: Final = Prepared(
    lambda ids: Subject.objects.filter(entry__in=ids).values_list("entry_id", "kind", "object_id"),
    [UUID],
)
_CREDITS: Final = Prepared(
    lambda ids: Credit.objects.filter(entry__in=ids).values_list("entry_id", "organization_id"),
    [UUID],
)
_PARTICIPANTS: Final = Prepared(
    lambda ids: Participant.objects.filter(entry__in=ids).values_list(
        "entry_id", "kind", "object_id", "minutes"
    ),
    [UUID],
)


def _parts(entries: list[Entry]) -> dict[UUID, Parts]:
    ids = [entry.pk for entry in entries]
    parts = {pk: Parts() for pk in ids}
    for pk, kind, object_id in _SUBJECTS.rows(ids):
        parts[pk].subjects.append((kind, object_id))
    for pk, credited in _CREDITS.rows(ids):
        parts[pk].credits.append(credited)
    for pk, kind, object_id, minutes in _PARTICIPANTS.rows(ids):
        parts[pk].participants.append((kind, object_id, minutes))
    return parts


def _lay(organization_id: UUID, entries: list[Entry], now: datetime) -> int:
    last = _LAST.rows(organization_id)
    number, previous = last[0] if last else (0, GENESIS)
    parts = _parts(entries)
    seals = []
    for entry in entries:
        number += 1
        seal = Seal(
            entry=entry,
            organization_id=organization_id,
            number=number,
            previous=previous,
            digest=digest(entry, number, previous, parts[entry.pk]),
            sealed_at=now,
        )
        previous = seal.digest
        seals.append(seal)
    bulk.insert(seals)
    Unsealed.objects.filter(pk__in=list(parts)).delete()
    return len(seals)
