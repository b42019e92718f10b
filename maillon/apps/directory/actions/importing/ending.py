"""What the extract no longer holds."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from maillon.apps.directory.actions.importing.kind import Kind
from maillon.apps.directory.actions.importing.ledger import Ledger
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.models import ImportRun
from maillon.errors import Refused

__all__ = ["end_absent", "refuse_large_ending"]

MOST_ENDED: Final = 0.05
CHUNK: Final = 5000

Chunk = list[tuple[Any, ...]]


def refuse_large_ending(kind: Kind[Any], ledger: Ledger) -> None:
    """Raise ``Refused('…_ends_too_many')`` when over 5 % of what is known is not there."""
    known = absent = 0
    for chunk in _chunks(kind):
        known += len(chunk)
        absent += len(_absent(chunk, ledger))
    if absent > MOST_ENDED * known:
        raise Refused(f"{kind.code}_ends_too_many", absent=absent, known=known)


def end_absent(kind: Kind[Any], ledger: Ledger, run: ImportRun, report: Report) -> None:
    """End, from the day of the extract, every living object that the file does not hold.

    The others were met: they take the date of the extract. A chunk at a time, so that a desk
    at work never waits long for the database.
    """
    for chunk in _chunks(kind):
        absent = _absent(chunk, ledger)
        with transaction.atomic():
            kind.end(kind.living().filter(pk__in=absent), run)
            met = kind.living().filter(pk__gte=chunk[0][0], pk__lte=chunk[-1][0])
            older = met.exclude(last_run=run, as_of=run.as_of)  # this run wrote the others itself
            kind.refresh(older, run)
            older.update(as_of=run.as_of, last_run=run)
            report.ended += len(absent)
            ImportRun.objects.filter(pk=run.pk).update(counts=report.as_json())


def _absent(chunk: Chunk, ledger: Ledger) -> list[UUID]:
    return [pk for pk, *key in chunk if not ledger.holds(*key)]


def _chunks(kind: Kind[Any]) -> Iterator[Chunk]:
    """The living objects in the order of their keys, never all at once."""
    columns = kind.living().order_by("pk").values_list("pk", *kind.key_columns)
    last = UUID(int=0)
    while chunk := list(columns.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1][0]
