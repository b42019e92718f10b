"""The two passes over an extract: read it whole, then bring it in by committed batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from django.db import transaction

from maillon.apps.directory.actions.importing.ending import end_absent, refuse_large_ending
from maillon.apps.directory.actions.importing.kind import Kind
from maillon.apps.directory.actions.importing.ledger import Ledger
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import Extract, Row, SkippedLine
from maillon.apps.directory.models import ImportRun
from maillon.errors import Refused

__all__ = ["BATCH", "Import", "Progress", "import_extract", "silent"]

BATCH: Final = 2000

R = TypeVar("R", bound=Row)
L = TypeVar("L")
Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def import_extract(
    extract: Extract[R],
    kind: Kind[R],
    *,
    now: datetime,
    as_of: date | None = None,
    allow_ended: bool = False,
    batch: int = BATCH,
    progress: Progress = silent,
) -> Report:
    """Bring in a whole extract; what it no longer holds is ended.

    The first pass reads the whole file and writes nothing: a malformed file, or one that would
    end more than 5 % of what is known without ``allow_ended``, is refused as ``Refused``.
    The second commits ``batch`` lines at a time; killed, it goes on from there when called again
    with the same file. ``progress`` hears of each step, lines done and lines in all.
    """
    importing = Import(extract, kind, progress=progress)
    importing.read_whole()
    if not allow_ended:
        importing.refuse_large_ending()
    return importing.carry_out(now=now, as_of=as_of, batch=batch)


def _open_run(extract: Extract[Any], kind: str, as_of: date, now: datetime) -> ImportRun:
    """The last run if it was interrupted over this same file, else a new one.

    What another file changed since then makes an older mark worthless.
    """
    last = ImportRun.objects.filter(kind=kind).order_by("pk").last()
    if last is not None and last.finished_at is None and last.file_digest == extract.digest:
        return last
    return ImportRun.objects.create(
        kind=kind,
        file_digest=extract.digest,
        file_name=extract.name[:200],
        as_of=as_of,
        started_at=now,
    )


@dataclass(slots=True)
class Import(Generic[R]):
    """One extract on its way in: read whole, weighed, carried out."""

    extract: Extract[R]
    kind: Kind[R]
    progress: Progress
    ledger: Ledger = field(default_factory=Ledger)
    lines: int = 0

    def read_whole(self) -> None:
        """First pass: every line is read, nothing is written."""
        for line in self.extract.rows():
            self.lines += 1
            if not isinstance(line, SkippedLine):
                self.ledger.add(self.kind.key(line), self.kind.told(line))
            if self.lines % 20_000 == 0:
                self.progress("Lecture", self.lines, 0)
        self.ledger.close()

    def refuse_large_ending(self) -> None:
        """Raise ``Refused('…_ends_too_many')`` when over 5 % of what is known is not there."""
        refuse_large_ending(self.kind, self.ledger)

    def carry_out(self, *, now: datetime, as_of: date | None, batch: int) -> Report:
        """Second pass, then what is no longer there; goes on where an interrupted run stood."""
        as_of = as_of or self.extract.as_of or now.date()
        run = _open_run(self.extract, self.kind.code, as_of, now)
        report = Report.from_json(run.counts)
        self.bring_in(run, report, batch)
        end_absent(self.kind, self.ledger, run, report)
        ImportRun.objects.filter(pk=run.pk).update(finished_at=now, counts=report.as_json())
        return report

    def bring_in(self, run: ImportRun, report: Report, size: int) -> None:
        """Second pass, from the last line committed."""
        for lines in _batches(self._remaining(run.line), size):
            with transaction.atomic():
                self._commit(run, report, lines)
            self.progress("Import", report.read, self.lines)

    def _remaining(self, committed: int) -> Iterator[R | SkippedLine]:
        """The lines not committed yet; the objects of the others are noted as met."""
        for line in self.extract.rows():
            if line.line > committed:
                yield line
            elif not isinstance(line, SkippedLine):
                self.ledger.meet(*self.kind.key(line))

    def _commit(self, run: ImportRun, report: Report, lines: list[R | SkippedLine]) -> None:
        rows = []
        for line in lines:
            report.read += 1
            if isinstance(line, SkippedLine):
                report.skip(*line)
                continue
            rows.append(line)
            for reason in self.kind.doubts(line):
                report.warn(line.line, reason)
        self.kind.save(rows, run, self.ledger, report)
        _advance(run, lines[-1].line, report)


def _batches(lines: Iterator[L], size: int) -> Iterator[list[L]]:
    while taken := list(islice(lines, size)):
        yield taken


def _advance(run: ImportRun, line: int, report: Report) -> None:
    """Move the mark; where another process moved it or began anew, this batch rolls back."""
    moved = ImportRun.objects.filter(pk=run.pk, line=run.line).update(
        line=line, counts=report.as_json()
    )
    if not moved or ImportRun.objects.filter(kind=run.kind, pk__gt=run.pk).exists():
        raise Refused("import_runs_elsewhere")
    run.line = line
