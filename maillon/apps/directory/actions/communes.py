"""Bringing in the communes in force, and following those that merged."""

from datetime import date, datetime
from operator import attrgetter
from pathlib import Path

from django.db import IntegrityError, models, transaction

from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.geography.communes_file import VENDORED_AS_OF, read_communes
from maillon.apps.directory.geography.files import COMMUNES, former_communes
from maillon.apps.directory.models import Commune, FormerCommune
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import fold

__all__ = ["import_communes"]

BATCH = 2000
FACTS = tuple(f.name for f in Commune._meta.concrete_fields if f.name not in ("insee", "as_of"))
_facts = attrgetter(*FACTS)


def import_communes(
    path: Path | None, *, by: Viewer, now: datetime, as_of: date | None = None
) -> Report:
    """Bring in a file of communes (the vendored one when ``None``), all or nothing.

    A commune that the file no longer holds is ended where a merger names its successor, and
    everything that pointed to it points to the successor; otherwise it is kept, with a warning.
    Raises ``Refused('communes_unreadable', why=…)``.
    """
    day = as_of or (VENDORED_AS_OF if path is None else now.date())
    fresh = read_communes(path or COMMUNES, day)
    report = Report(read=len(fresh))
    with transaction.atomic():
        known = Commune.objects.in_bulk()
        _save(fresh, known, report)
        _save_former()
        _end(known.keys() - fresh.keys(), report)
    return report


def _save(fresh: dict[str, Commune], known: dict[str, Commune], report: Report) -> None:
    changed = []
    for insee, commune in fresh.items():
        before = known.get(insee)
        if before is not None and _facts(before) == _facts(commune):
            report.unchanged += 1
            continue
        changed.append(commune)
        report.created += before is None
        report.updated += before is not None
    Commune.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["insee"],
        update_fields=[*FACTS, "as_of"],
    )
    day = next(iter(fresh.values())).as_of
    seen_again = sorted(known.keys() & fresh.keys())
    for start in range(0, len(seen_again), BATCH):
        Commune.objects.filter(pk__in=seen_again[start : start + BATCH]).update(as_of=day)


def _save_former() -> None:
    present = set(Commune.objects.values_list("pk", flat=True))
    FormerCommune.objects.bulk_create(
        (
            FormerCommune(insee=insee, name=name, folded_name=fold(name), commune_id=current)
            for insee, name, current in former_communes()
            if current in present
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["insee"],
        update_fields=["name", "folded_name", "commune"],
    )


def _end(gone: set[str], report: Report) -> None:
    successors = dict(
        FormerCommune.objects.filter(pk__in=gone)
        .exclude(pk=models.F("commune_id"))
        .values_list("pk", "commune_id")
    )
    for insee, successor in successors.items():
        _repoint(insee, successor)
        Commune.objects.filter(pk=insee).delete()
        report.ended += 1
    kept = len(gone) - len(successors)
    if kept:
        report.warn(0, f"{kept} communes connues manquent dans le fichier et sont gardées")


def _repoint(insee: str, successor: str) -> None:
    """Every row of every room that points to the ended commune follows the merger."""
    for relation in Commune._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            name = relation.field.name
            rows = relation.related_model._default_manager.filter(**{name: insee})
            for pk in list(rows.values_list("pk", flat=True)):
                _repoint_row(rows.model, pk, name, successor)


def _repoint_row(model: type[models.Model], pk: object, name: str, successor: str) -> None:
    row = model._default_manager.filter(pk=pk)
    try:
        with transaction.atomic():
            row.update(**{name: successor})
    except IntegrityError:
        row.delete()  # the same thing is already said of the successor
