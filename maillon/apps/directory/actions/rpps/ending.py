"""Roles that the extract no longer holds."""

from collections.abc import Iterator
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.actions.rpps.ledger import Ledger
from maillon.apps.directory.models import ImportRun, PractitionerRole
from maillon.errors import Refused

__all__ = ["SOURCE", "end_absent", "refuse_large_ending"]

SOURCE: Final = "RPPS"
MOST_ENDED: Final = 0.05
CHUNK: Final = 5000


def refuse_large_ending(ledger: Ledger) -> None:
    """Raise ``Refused('rpps_ends_too_many')`` when over 5 % of the known roles are not there."""
    known = absent = 0
    for chunk in _chunks(_living().values_list("practitioner__national_id", "site_key")):
        known += len(chunk)
        absent += ledger.missing(chunk)
    if absent > MOST_ENDED * known:
        raise Refused("rpps_ends_too_many", absent=absent, known=known)


def _chunks(
    roles: "QuerySet[PractitionerRole, tuple[str, str]]",
) -> Iterator[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    for role in roles.iterator(chunk_size=CHUNK):
        chunk.append(role)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def end_absent(run: ImportRun, report: Report) -> None:
    """End, from the day of the extract, every living role that this run did not meet."""
    while True:
        with transaction.atomic():
            absent = _living().exclude(last_run=run).order_by("pk")
            found = list(absent.values_list("pk", flat=True)[:CHUNK])
            if not found:
                return
            PractitionerRole.objects.filter(pk__in=found).update(ended_on=run.as_of)
            report.ended += len(found)
            ImportRun.objects.filter(pk=run.pk).update(counts=report.as_json())


def _living() -> QuerySet[PractitionerRole]:
    return PractitionerRole.objects.filter(source=SOURCE, ended_on=None)
