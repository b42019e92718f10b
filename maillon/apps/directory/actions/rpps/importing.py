"""The extract of the professionals' register: one role per practitioner and site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import QuerySet

from maillon.apps.directory.actions.importing import BATCH, Progress, import_extract, silent
from maillon.apps.directory.actions.importing.doors import ROLES, RPPS
from maillon.apps.directory.actions.importing.ledger import Key, Ledger
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.actions.rpps.batch import Batch
from maillon.apps.directory.extract import Extract, RoleRow
from maillon.apps.directory.geography.places import Gazetteer
from maillon.apps.directory.models import ImportRun, Practitioner, PractitionerRole
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["Roles", "import_rpps"]


def import_rpps(
    extract: Extract[RoleRow],
    *,
    by: Viewer,
    now: datetime,
    as_of: date | None = None,
    allow_ended: bool = False,
    batch: int = BATCH,
    progress: Progress = silent,
) -> Report:
    """Bring in a whole extract of roles, as ``importing.import_extract`` promises.

    Raises ``Refused``: ``communes_missing``, ``rpps_ends_too_many``, ``import_runs_elsewhere``
    and whatever reading the file raises.
    """
    gazetteer = Gazetteer()
    if not gazetteer:
        raise Refused("communes_missing")
    return import_extract(
        extract, Roles(gazetteer), now=now, as_of=as_of, allow_ended=allow_ended, batch=batch,
        progress=progress,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles of the RPPS, each in the commune its address points to."""

    gazetteer: Gazetteer
    code: ClassVar[str] = "rpps"
    source: ClassVar[str] = RPPS
    mark: ClassVar[str] = ""  # what tells a line of this door from the same words by another
    key_columns: ClassVar[tuple[str, ...]] = ("practitioner__national_id", "site_key")

    def key(self, row: RoleRow) -> Key:
        return row.national_id, row.site_key

    def told(self, row: RoleRow) -> str:
        facts = "\x1f".join(map(str, row[1:-1]))  # neither its line number nor its warnings
        return f"{self.mark}{self._commune(row)}\x1f{facts}"

    def doubts(self, row: RoleRow) -> Iterator[str]:
        yield from row.warnings
        if (row.town or row.postal_code or row.commune_code) and self._commune(row) is None:
            place = f"{row.postal_code} {row.town}".strip() or row.commune_code
            yield f"commune introuvable : « {place} », gardé sans commune"

    def save(self, rows: Sequence[RoleRow], run: ImportRun, ledger: Ledger, report: Report) -> None:
        Batch(run, ledger, report, self.source).save((row, self._commune(row)) for row in rows)

    def living(self) -> QuerySet[PractitionerRole]:
        return PractitionerRole.objects.filter(source__in=ROLES, ended_on=None)

    def end(self, absent: QuerySet[Any], run: ImportRun) -> None:
        absent.update(ended_on=run.as_of)

    def refresh(self, older: QuerySet[Any], run: ImportRun) -> None:
        people = Practitioner.objects.filter(pk__in=older.values("practitioner_id"))
        people.filter(source__in=ROLES).update(as_of=run.as_of)

    def _commune(self, row: RoleRow) -> str | None:
        return self.gazetteer.resolve(row.commune_code, row.postal_code, row.town)
