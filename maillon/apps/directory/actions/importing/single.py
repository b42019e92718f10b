"""Objects told by one line each: which of a batch are new, changed, or as they were."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import models

from maillon.apps.directory.actions.importing.kind import Kind
from maillon.apps.directory.actions.importing.ledger import Key, Ledger
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import Row

__all__ = ["Known", "blank", "changed"]

R = TypeVar("R", bound=Row)


class Known(NamedTuple):
    """An object as the database holds it before this batch."""

    pk: UUID
    digest: str
    ended: bool


def changed(
    kind: Kind[R], rows: Iterable[R], known: Mapping[Key, Known], ledger: Ledger, report: Report
) -> Iterator[tuple[R, Known | None]]:
    """The rows to write and what they replace; everything is counted.

    Where a file says an object twice, its first line is kept and the others are left out.
    """
    for row in rows:
        key = kind.key(row)
        before = known.get(key)
        if not ledger.meet(*key):
            report.skip(row.line, "déjà donné plus haut dans le fichier")
        elif before is None:
            report.created += 1
            yield row, None
        elif before.ended or before.digest != ledger.digest(*key):
            report.updated += 1
            yield row, before
        else:
            report.unchanged += 1


def blank(model: type[models.Model]) -> dict[str, Any]:
    """Every column of a table with the value a new row has when nothing is said."""
    return {field.attname: field.get_default() for field in model._meta.concrete_fields}
