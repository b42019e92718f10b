"""Roles that the extract no longer holds."""

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


def refuse_large_ending(ledger: Ledger) -> None:
    """Raise ``Refused('rpps_ends_too_many')`` when over 5 % of the known roles are not there."""
    known = absent = 0
    roles = _living().values_list("practitioner__national_id", "site_key")
    for role in roles.iterator(chunk_size=CHUNK):
        known += 1
        absent += not ledger.holds(*role)
    if absent > MOST_ENDED * known:
        raise Refused("rpps_ends_too_many", absent=absent, known=known)


def end_absent(ledger: Ledger, run: ImportRun, report: Report) -> None:
    """End, from the day of the extract, every living role that the file does not hold.

    Then all that live were met: they and their practitioners take the date of the extract.
    """
    columns = _living().order_by("pk").values_list("pk", "practitioner__national_id", "site_key")
    last = UUID(int=0)
    while chunk := list(columns.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1][0]
        absent = [role[0] for role in chunk if not ledger.holds(role[1], role[2])]
        with transaction.atomic():
            _living().filter(pk__in=absent).update(ended_on=run.as_of)
            report.ended += len(absent)
            ImportRun.objects.filter(pk=run.pk).update(counts=report.as_json())
    _living().update(as_of=run.as_of, last_run=run)
    met = _living().values("practitioner_id")
    Practitioner.objects.filter(source=SOURCE, pk__in=met).update(as_of=run.as_of)


def _living() -> QuerySet[PractitionerRole]:
    return PractitionerRole.objects.filter(source=SOURCE, ended_on=None)
