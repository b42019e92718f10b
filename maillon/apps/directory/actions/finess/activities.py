"""What establishments do, under the numbers of the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.directory.actions.finess.structures import SYSTEM
from maillon.apps.directory.actions.importing import BATCH, Progress, import_extract, silent
from maillon.apps.directory.actions.importing.doors import FINESS
from maillon.apps.directory.actions.importing.ledger import Key, Ledger
from maillon.apps.directory.actions.importing.single import Known, blank, changed
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import Extract, ServiceRow
from maillon.apps.directory.models import HealthcareService, ImportRun, Organization
from maillon.kernel.access import Viewer
from maillon.kernel.bulk import write
from maillon.kernel.chance import new_id

__all__ = ["import_activities"]

TOLD: Final = ("key", "nature", "activity", "label", "capacity")
RUN: Final = ("source", "as_of", "digest", "last_run", "ended_on")


def import_activities(
    extract: Extract[ServiceRow],
    *,
    by: Viewer,
    now: datetime,
    as_of: date | None = None,
    allow_ended: bool = False,
    batch: int = BATCH,
    progress: Progress = silent,
) -> Report:
    """Bring in a whole extract of activities, as ``importing.import_extract`` promises.

    Those of an establishment that is not known yet are left out, and said so. Raises
    ``Refused``: ``finess_activities_ends_too_many``, ``import_runs_elsewhere`` and whatever
    reading the file raises.
    """
    return import_extract(
        extract, _Activities(), now=now, as_of=as_of, allow_ended=allow_ended, batch=batch,
        progress=progress,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Activities:
    """Activities exercised, each in its establishment."""

    code: ClassVar[str] = "finess_activities"
    key_columns: ClassVar[tuple[str, ...]] = ("organization__identifier", "key")

    def key(self, row: ServiceRow) -> Key:
        return row.identifier, row.key

    def told(self, row: ServiceRow) -> str:
        return "\x1f".join(map(str, row[1:-1]))

    def doubts(self, row: ServiceRow) -> Iterator[str]:
        yield from row.warnings

    def save(
        self, rows: Sequence[ServiceRow], run: ImportRun, ledger: Ledger, report: Report
    ) -> None:
        houses = _houses(rows)
        placed = []
        for row in rows:
            if row.identifier in houses:
                placed.append(row)
            else:
                report.skip(row.line, f"établissement inconnu ici : FINESS {row.identifier}")
        known = _known(placed)
        facts = [
            blank(HealthcareService) | {name: getattr(row, name) for name in TOLD} | {
                "id": before.pk if before else new_id(),
                "organization_id": houses[row.identifier],
                "source": FINESS,
                "as_of": run.as_of,
                "digest": ledger.digest(*self.key(row)),
                "last_run_id": run.pk,
                "ended_on": None,
            }
            for row, before in changed(self, placed, known, ledger, report)
        ]  # fmt: skip
        write(HealthcareService, facts, over=(*TOLD, *RUN))

    def living(self) -> QuerySet[HealthcareService]:
        return HealthcareService.objects.filter(source=FINESS, ended_on=None)

    def end(self, absent: QuerySet[Any], run: ImportRun) -> None:
        absent.update(ended_on=run.as_of)

    def refresh(self, older: QuerySet[Any], run: ImportRun) -> None:
        """Nothing else bears the date of an activity."""


def _houses(rows: Sequence[ServiceRow]) -> dict[str, UUID]:
    numbers = {row.identifier for row in rows}
    living = Organization.objects.filter(
        identifier_system=SYSTEM, identifier__in=numbers, ended_on=None
    )
    return dict(living.values_list("identifier", "pk"))


def _known(rows: Sequence[ServiceRow]) -> dict[Key, Known]:
    found = HealthcareService.objects.filter(
        organization__identifier_system=SYSTEM,
        organization__identifier__in={row.identifier for row in rows},
    )
    columns = found.values_list("organization__identifier", "key", "pk", "digest", "ended_on")
    return {
        (number, key): Known(pk, digest, ended is not None)
        for number, key, pk, digest, ended in columns
    }
