from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.journal.chain import GENESIS, digest
from maillon.apps.journal.models import Entry, Seal
from maillon.kernel.prepared import Prepared

__all__ = ["seal_pending"]

BATCH = 500


def seal_pending(now: datetime) -> int:
    """Chain every entry not sealed yet, organization by organization.

    Meant for the single sealer; should two run together, the unique chain number lets
    one of them through and the other does nothing.
    """
    return sum(_seal_organization(pk, now) for (pk,) in _WAITING.rows())


_WAITING: Final = Prepared(
    lambda: Entry.objects.filter(seal=None).order_by().values_list("organization_id").distinct()
)


def _seal_organization(organization_id: UUID, now: datetime) -> int:
    entries = (
        Entry.objects.filter(organization_id=organization_id, seal=None)
        .order_by("recorded_at", "id")
        .prefetch_related("subjects", "credits", "participants")[:BATCH]
    )
    try:
        with transaction.atomic():
            return _lay(organization_id, list(entries), now)
    except IntegrityError:
        return 0


def _lay(organization_id: UUID, entries: list[Entry], now: datetime) -> int:
    last = Seal.objects.filter(organization_id=organization_id).order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, GENESIS)
    seals = []
    for entry in entries:
        number += 1
        seal = Seal(
            entry=entry,
            organization_id=organization_id,
            number=number,
            previous=previous,
            digest=digest(entry, number, previous),
            sealed_at=now,
        )
        previous = seal.digest
        seals.append(seal)
    Seal.objects.bulk_create(seals)
    return len(seals)
