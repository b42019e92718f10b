"""Secure mailboxes, one per address; red-listed ones never reach this room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db.models import QuerySet

from maillon.apps.directory.actions.importing import BATCH, Progress, import_extract, silent
from maillon.apps.directory.actions.importing.doors import MAILBOXES, MSSANTE
from maillon.apps.directory.actions.importing.ledger import Key, Ledger
from maillon.apps.directory.actions.importing.single import Known, blank, changed
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import Extract, MailboxRow
from maillon.apps.directory.models import Endpoint, ImportRun
from maillon.kernel.access import Viewer
from maillon.kernel.bulk import write
from maillon.kernel.chance import new_id

__all__ = ["Mailboxes", "import_mssante"]

TOLD: Final = ("address", "kind", "holder", "site", "service", "name", "paperless")
RUN: Final = ("source", "as_of", "digest", "last_run", "ended_on")


def import_mssante(
    extract: Extract[MailboxRow],
    *,
    by: Viewer,
    now: datetime,
    as_of: date | None = None,
    allow_ended: bool = False,
    batch: int = BATCH,
    progress: Progress = silent,
) -> Report:
    """Bring in a whole extract of mailboxes, as ``importing.import_extract`` promises.

    Raises ``Refused``: ``mssante_ends_too_many``, ``import_runs_elsewhere`` and whatever reading
    the file raises.
    """
    return import_extract(
        extract, Mailboxes(), now=now, as_of=as_of, allow_ended=allow_ended, batch=batch,
        progress=progress,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """Mailboxes that may be shown."""

    code: ClassVar[str] = "mssante"
    source: ClassVar[str] = MSSANTE
    mark: ClassVar[str] = ""  # what tells a line of this door from the same words by another
    key_columns: ClassVar[tuple[str, ...]] = ("address",)

    def key(self, row: MailboxRow) -> Key:
        return (row.address,)

    def told(self, row: MailboxRow) -> str:
        return self.mark + "\x1f".join(map(str, row[1:-1]))

    def doubts(self, row: MailboxRow) -> Iterator[str]:
        yield from row.warnings

    def save(
        self, rows: Sequence[MailboxRow], run: ImportRun, ledger: Ledger, report: Report
    ) -> None:
        known = _known(rows)
        facts = [
            blank(Endpoint) | {name: getattr(row, name) for name in TOLD} | {
                "id": before.pk if before else new_id(),
                "source": self.source,
                "as_of": run.as_of,
                "digest": ledger.digest(*self.key(row)),
                "last_run_id": run.pk,
                "ended_on": None,
            }
            for row, before in changed(self, rows, known, ledger, report)
        ]  # fmt: skip
        write(Endpoint, facts, over=(*TOLD, *RUN))

    def living(self) -> QuerySet[Endpoint]:
        return Endpoint.objects.filter(source__in=MAILBOXES, ended_on=None)

    def end(self, absent: QuerySet[Any], run: ImportRun) -> None:
        """Gone for good: the extract says the same of one closed and of one now red-listed."""
        absent.delete()

    def refresh(self, older: QuerySet[Any], run: ImportRun) -> None:
        """Nothing else bears the date of a mailbox."""


def _known(rows: Sequence[MailboxRow]) -> dict[Key, Known]:
    found = Endpoint.objects.filter(address__in={row.address for row in rows})
    columns = found.values_list("address", "pk", "digest", "ended_on")
    return {
        (address,): Known(pk, digest, ended is not None) for address, pk, digest, ended in columns
    }
