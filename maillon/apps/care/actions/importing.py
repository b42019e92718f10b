"""Bringing in a list of persons kept elsewhere: once, again, or after a kill."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction

from maillon.apps.care.actions.traits import restate
from maillon.apps.care.extract import PersonRow, PersonsExtract
from maillon.apps.care.identity import indexes
from maillon.apps.care.models import Patient
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import SkippedLine
from maillon.apps.directory.models import Commune
from maillon.apps.journal.actions import record
from maillon.engines.identity import Status
from maillon.errors import NotAllowed
from maillon.kernel import bulk
from maillon.kernel.access import System
from maillon.kernel.crypto import blind_index, fold

__all__ = ["BATCH", "import_persons"]

BATCH: Final = 1000  # lines in one transaction
SURE: Final = frozenset({Status.VALIDATED, Status.QUALIFIED})
STRICT: Final = ("birth_name", "given_name", "birth_date", "sex", "birth_place")
LOOSE: Final = ("used_name", "phone", "address")
TWIN: Final = "mêmes nom, prénom et date de naissance qu’une autre fiche : à comparer"
KEPT: Final = "identité déjà vérifiée ici, le fichier dit autre chose : rien n’a été changé"
MERGED: Final = "fiche rapprochée d’une autre depuis : rien n’a été changé"
AGAIN: Final = "numéro déjà lu plus haut dans le fichier"
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Run:
    organization_id: UUID
    by: System
    now: datetime
    communes: frozenset[str]
    synthetic: bool
    report: Report = field(default_factory=Report)
    seen: set[str] = field(default_factory=set)  # local numbers of this file, as indexes


def import_persons(
    file: PersonsExtract,
    *,
    organization_id: UUID,
    by: System,
    now: datetime,
    synthetic: bool = False,
    batch: int = BATCH,
    progress: Progress = lambda _step, _done, _total: None,
) -> Report:
    """Persons of a structure, each known by her number in the tool she comes from.

    The file is judged whole before anything is written, then written by batches, one transaction
    each: killed and begun again, it goes on; read twice, it changes nothing. A new person is a
    provisional identity; nobody is merged nor removed, two who look like one are said; an identity
    verified here is never rewritten by a file. Only the machine imports (``NotAllowed``). Raises
    ``Refused`` as reading does, nothing written.
    """
    if not isinstance(by, System):
        raise NotAllowed
    total = file.lines()
    codes = frozenset(Commune.objects.values_list("pk", flat=True))
    run = _Run(organization_id, by, now, codes, synthetic)
    for rows in _batches(file.rows(), batch):
        with transaction.atomic():
            _write(run, [fit for row in rows if (fit := _fit(run, row))])
        progress("Personnes", run.report.read, total)
    _tell(run)
    return run.report


def _batches(
    rows: Iterator[PersonRow | SkippedLine], size: int
) -> Iterator[list[PersonRow | SkippedLine]]:
    while batch := list(islice(rows, size)):
        yield batch


def _fit(run: _Run, row: PersonRow | SkippedLine) -> PersonRow | None:
    run.report.read += 1
    if isinstance(row, SkippedLine):
        run.report.skip(row.line, row.reason)
        return None
    number = _number(row)
    if number in run.seen:
        run.report.skip(row.line, AGAIN)
        return None
    run.seen.add(number)
    for warning in row.warnings:
        run.report.warn(row.line, warning)
    return row


def _write(run: _Run, rows: Sequence[PersonRow]) -> None:
    numbers = {_number(row): row for row in rows}
    known = {
        one.local_index: one
        for one in Patient.objects.filter(
            organization_id=run.organization_id, local_index__in=numbers
        ).select_for_update()
    }
    for number, patient in known.items():
        _again(run, patient, numbers[number])
    fresh = [row for number, row in numbers.items() if number not in known]
    new = [_patient(run, row) for row in fresh]
    _say_twins(run, list(zip(fresh, new, strict=True)))
    bulk.insert(new)
    run.report.created += len(new)


def _again(run: _Run, patient: Patient, row: PersonRow) -> None:
    digest = _digest(run, row)
    if patient.local_digest == digest:
        run.report.unchanged += 1
        return
    if patient.merged_into_id is not None:
        run.report.warn(row.line, MERGED)
        run.report.unchanged += 1
        return
    wanted = {name: getattr(row, name) for name in STRICT}
    differs = any(getattr(patient, name) != value for name, value in wanted.items())
    if differs and patient.status in SURE:
        run.report.warn(row.line, KEPT)
    elif differs:
        restate(patient, wanted, reason="file", by=run.by, now=run.now)
    for name in LOOSE:
        setattr(patient, name, getattr(row, name) or getattr(patient, name))
    patient.commune_id = _commune(run, row) or patient.commune_id
    patient.local_digest = digest
    patient.save()
    run.report.updated += 1


def _patient(run: _Run, row: PersonRow) -> Patient:
    by_date, by_name = indexes(row.birth_date, row.birth_name)
    return Patient(
        id=uuid4(),
        organization_id=run.organization_id,
        **{name: getattr(row, name) for name in (*STRICT, *LOOSE)},
        commune_id=_commune(run, row),
        birth_date_index=by_date,
        name_index=by_name,
        local_index=_number(row),
        local_digest=_digest(run, row),
        synthetic=run.synthetic,
        created_at=run.now,
    )


def _commune(run: _Run, row: PersonRow) -> str | None:
    if row.commune and row.commune not in run.communes:
        run.report.warn(row.line, "commune inconnue : laissée vide")
    return row.commune if row.commune in run.communes else None


def _say_twins(run: _Run, pairs: Iterable[tuple[PersonRow, Patient]]) -> None:
    """Persons already here, or above in this batch, with the same name, given name and date."""
    listed = list(pairs)
    here = {_likeness(one) for one in _same_days(run, [patient for _, patient in listed])}
    for row, patient in listed:
        key = _likeness(patient)
        if key in here:
            run.report.warn(row.line, TWIN)
        here.add(key)


def _same_days(run: _Run, patients: Sequence[Patient]) -> Iterable[Patient]:
    """Found by day alone: a common name would bring thousands of files to each batch."""
    wanted = {(one.birth_date_index, one.name_index) for one in patients}
    rows = Patient.objects.living().filter(
        organization_id=run.organization_id, birth_date_index__in={day for day, _ in wanted}
    )
    told = rows.values_list("pk", "birth_date_index", "name_index")
    keys = [key for key, day, name in told if (day, name) in wanted]
    return Patient.objects.filter(pk__in=keys)


def _likeness(patient: Patient) -> tuple[str, str, str]:
    return patient.birth_date_index, patient.name_index, fold(patient.given_name)


def _number(row: PersonRow) -> str:
    return blind_index("local_number", row.number)


def _digest(run: _Run, row: PersonRow) -> str:
    told = [*row[1:-1], _commune_known(run, row)]
    return blind_index("local_row", json.dumps(told, ensure_ascii=False))


def _commune_known(run: _Run, row: PersonRow) -> bool:
    return row.commune in run.communes


def _tell(run: _Run) -> None:
    if run.report.created or run.report.updated:
        record(
            act="care.imported", organization_id=run.organization_id, by=run.by, now=run.now,
            subjects=[("organization", run.organization_id)],
            data={"created": run.report.created, "updated": run.report.updated},
        )  # fmt: skip
