"""Roles that the extract no longer holds."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.actions.rpps.ledger import Ledger
from maillon.apps.directory.models import ImportRun, Practitioner, PractitionerRole
from maillon.errors import Refused

__all__ = ["SOURCE", "end_absent", "refuse_large_ending"]

SOURCE: Final = "RPPS"
MOST_ENDED: Final = 0.05
CHUNK: Final = 5000

Chunk = list[tuple[UUID, str, str]]


def refuse_large_ending(ledger: Ledger) -> None:
    """Raise ``Refused('rpps_ends_too_many')`` when over 5 % of the known roles are not there."""
    known = absent = 0
    for chunk in _chunks():
        known += len(chunk)
        absent += len(_absent(chunk, ledger))
    if absent > MOST_ENDED * known:
        raise Refused("rpps_ends_too_many", absent=absent, known=known)


def end_absent(ledger: Ledger, run: ImportRun, report: Report) -> None:
    """End, from the day of the extract, every living role that the file does not hold.

    The others were met: they and their practitioners take the date of the extract. A chunk at
    a time, so that a desk at work never waits long for the database.
    """
    for chunk in _chunks():
        absent = _absent(chunk, ledger)
        with transaction.atomic():
            _living().filter(pk__in=absent).update(ended_on=run.as_of)
            _refresh(_living().filter(pk__gte=chunk[0][0], pk__lte=chunk[-1][0]), run)
            report.ended += len(absent)
            ImportRun.objects.filter(pk=run.pk).update(counts=report.as_json())


def _refresh(met: QuerySet[PractitionerRole], run: ImportRun) -> None:
    older = met.exclude(last_run=run, as_of=run.as_of)  # this run wrote the others itself
    people = Practitioner.objects.filter(pk__in=older.values("practitioner_id"), source=SOURCE)
    people.update(as_of=run.as_of)
    older.update(as_of=run.as_of, last_run=run)


def _absent(chunk: Chunk, ledger: Ledger) -> list[UUID]:
    return [pk for pk, national_id, site in chunk if not ledger.holds(national_id, site)]


def _chunks() -> Iterator[Chunk]:
    """The living roles in the order of their keys, never all at once."""
    columns = _living().order_by("pk").values_list("pk", "practitioner__national_id", "site_key")
    last = UUID(int=0)
    while chunk := list(columns.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1][0]


def _living() -> QuerySet[PractitionerRole]:
    return PractitionerRole.objects.filter(source=SOURCE, ended_on=None)
