"""The two passes over an extract: read it whole, then bring it in by committed batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Final

from django.db import transaction

from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.actions.rpps.batch import Batch
from maillon.apps.directory.actions.rpps.ending import end_absent, refuse_large_ending
from maillon.apps.directory.actions.rpps.ledger import Ledger
from maillon.apps.directory.extract import Extract, RoleRow, SkippedLine
from maillon.apps.directory.geography.places import Gazetteer
from maillon.apps.directory.models import ImportRun
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["BATCH", "KIND", "Progress", "import_rpps"]

KIND: Final = "rpps"
BATCH: Final = 2000

Line = RoleRow | SkippedLine
Progress = Callable[[str, int, int], None]


def _silent(step: str, done: int, total: int) -> None:
    return None


def import_rpps(
    extract: Extract,
    *,
    by: Viewer,
    now: datetime,
    as_of: date | None = None,
    allow_ended: bool = False,
    batch: int = BATCH,
    progress: Progress = _silent,
) -> Report:
    """Bring in a whole extract; roles it no longer holds are ended.

    The first pass reads the whole file and writes nothing: a malformed file, or one that would
    end more than 5 % of the known roles without ``allow_ended``, is refused as ``Refused``.
    The second commits ``batch`` lines at a time; killed, it goes on from there when called again
    with the same file. ``progress`` hears of each step, lines done and lines in all.
    """
    gazetteer = Gazetteer()
    if not gazetteer:
        raise Refused("communes_missing")
    importing = _Import(extract, gazetteer, progress=progress)
    importing.read_whole()
    if not allow_ended:
        refuse_large_ending(importing.ledger)
    run = _open_run(extract, as_of or extract.as_of or now.date(), now)
    report = Report.from_json(run.counts)
    importing.bring_in(run, report, batch)
    return _finish(importing.ledger, run, report, now)


def _open_run(extract: Extract, as_of: date, now: datetime) -> ImportRun:
    """The last run if it was interrupted over this same file, else a new one.

    What another file changed since then makes an older mark worthless.
    """
    last = ImportRun.objects.filter(kind=KIND).order_by("pk").last()
    if last is not None and last.finished_at is None and last.file_digest == extract.digest:
        return last
    return ImportRun.objects.create(
        kind=KIND,
        file_digest=extract.digest,
        file_name=extract.name[:200],
        as_of=as_of,
        started_at=now,
    )


def _finish(ledger: Ledger, run: ImportRun, report: Report, now: datetime) -> Report:
    end_absent(ledger, run, report)
    ImportRun.objects.filter(pk=run.pk).update(finished_at=now, counts=report.as_json())
    return report


@dataclass(slots=True)
class _Import:
    """One extract on its way in."""

    extract: Extract
    gazetteer: Gazetteer
    progress: Progress
    ledger: Ledger = field(default_factory=Ledger)
    lines: int = 0

    def read_whole(self) -> None:
        """First pass: every line is read, nothing is written."""
        for line in self.extract.rows():
            self.lines += 1
            if isinstance(line, RoleRow):
                self.ledger.add(line, self._commune(line))
            if self.lines % 20_000 == 0:
                self.progress("Lecture", self.lines, 0)
        self.ledger.close()

    def bring_in(self, run: ImportRun, report: Report, size: int) -> None:
        """Second pass, from the last line committed."""
        for lines in _batches(self._remaining(run.line), size):
            with transaction.atomic():
                self._commit(run, report, lines)
            self.progress("Import", report.read, self.lines)

    def _remaining(self, committed: int) -> Iterator[Line]:
        """The lines not committed yet; the roles of the others are noted as met."""
        for line in self.extract.rows():
            if line.line > committed:
                yield line
            elif isinstance(line, RoleRow):
                self.ledger.meet(line.national_id, line.site_key)

    def _commit(self, run: ImportRun, report: Report, lines: list[Line]) -> None:
        rows = []
        for line in lines:
            report.read += 1
            if isinstance(line, SkippedLine):
                report.skip(*line)
            else:
                rows.append((line, self._commune(line)))
                self._warn(report, line)
        Batch(run, self.ledger, report).save(rows)
        _advance(run, lines[-1].line, report)

    def _commune(self, row: RoleRow) -> str | None:
        return self.gazetteer.resolve(row.commune_code, row.postal_code, row.town)

    def _warn(self, report: Report, row: RoleRow) -> None:
        for reason in row.warnings:
            report.warn(row.line, reason)
        if (row.town or row.postal_code or row.commune_code) and self._commune(row) is None:
            place = f"{row.postal_code} {row.town}".strip() or row.commune_code
            report.warn(row.line, f"commune introuvable : « {place} », gardé sans commune")


def _batches(lines: Iterator[Line], size: int) -> Iterator[list[Line]]:
    while taken := list(islice(lines, size)):
        yield taken


def _advance(run: ImportRun, line: int, report: Report) -> None:
    """Move the mark; where another process moved it or began anew, this batch rolls back."""
    moved = ImportRun.objects.filter(pk=run.pk, line=run.line).update(
        line=line, counts=report.as_json()
    )
    if not moved or ImportRun.objects.filter(kind=KIND, pk__gt=run.pk).exists():
        raise Refused("import_runs_elsewhere")
    run.line = line
