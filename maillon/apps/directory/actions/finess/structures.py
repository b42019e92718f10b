"""Establishments of the national register, one per FINESS number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db.models import QuerySet

from maillon.apps.directory.actions.importing import BATCH, Progress, import_extract, silent
from maillon.apps.directory.actions.importing.doors import FINESS
from maillon.apps.directory.actions.importing.ledger import Key, Ledger
from maillon.apps.directory.actions.importing.single import Known, blank, changed
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import Extract, FacilityRow
from maillon.apps.directory.geography.places import Gazetteer
from maillon.apps.directory.models import Commune, ImportRun, Organization
from maillon.apps.directory.wording import ALSO_CALLED, search_text
from maillon.errors import Refused
from maillon.kernel.access import Viewer
from maillon.kernel.bulk import write
from maillon.kernel.chance import new_id
from maillon.kernel.crypto import fold

__all__ = ["SYSTEM", "Establishments", "import_structures"]

SYSTEM: Final = "FINESS"
# what a line says under the same name, then what is made of it
TOLD: Final = (
    "identifier", "check_digit_ok", "kind", "category", "category_label", "name", "siret",
    "legal_identifier", "legal_name", "address", "postal_code", "town", "phone", "longitude",
    "latitude", "opened_on",
)  # fmt: skip
MADE: Final = ("folded_name", "commune", "search_text", "source", "as_of")
RUN: Final = ("digest", "last_run", "ended_on")


def import_structures(
    extract: Extract[FacilityRow],
    *,
    by: Viewer,
    now: datetime,
    as_of: date | None = None,
    allow_ended: bool = False,
    batch: int = BATCH,
    progress: Progress = silent,
) -> Report:
    """Bring in a whole extract of establishments, as ``importing.import_extract`` promises.

    Raises ``Refused``: ``communes_missing``, ``finess_ends_too_many``, ``import_runs_elsewhere``
    and whatever reading the file raises.
    """
    gazetteer = Gazetteer()
    if not gazetteer:
        raise Refused("communes_missing")
    return import_extract(
        extract, Establishments(gazetteer), now=now, as_of=as_of, allow_ended=allow_ended,
        batch=batch, progress=progress,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Establishments:
    """Establishments in activity, each in the commune its address points to."""

    gazetteer: Gazetteer
    code: ClassVar[str] = "finess"
    source: ClassVar[str] = FINESS
    mark: ClassVar[str] = ""  # what tells a line of this door from the same words by another
    key_columns: ClassVar[tuple[str, ...]] = ("identifier",)

    def key(self, row: FacilityRow) -> Key:
        return (row.identifier,)

    def told(self, row: FacilityRow) -> str:
        facts = "\x1f".join(map(str, row[1:-1]))  # neither its line number nor its warnings
        return f"{self.mark}{self._commune(row)}\x1f{facts}"

    def doubts(self, row: FacilityRow) -> Iterator[str]:
        yield from row.warnings
        if self._commune(row) is None:
            place = f"{row.postal_code} {row.town}".strip() or row.commune_code
            yield f"commune introuvable : « {place} », gardé sans commune"

    def save(
        self, rows: Sequence[FacilityRow], run: ImportRun, ledger: Ledger, report: Report
    ) -> None:
        named = _names(row_commune for row in rows if (row_commune := self._commune(row)))
        facts = [
            self._facts(row, before, run, ledger, named)
            for row, before in changed(self, rows, _known(rows), ledger, report)
        ]
        write(Organization, facts, over=(*TOLD, *MADE, *RUN))

    def living(self) -> QuerySet[Organization]:
        return Organization.objects.filter(
            source=self.source, identifier_system=SYSTEM, ended_on=None
        )

    def end(self, absent: QuerySet[Any], run: ImportRun) -> None:
        absent.update(ended_on=run.as_of)

    def refresh(self, older: QuerySet[Any], run: ImportRun) -> None:
        """Nothing else bears the date of an establishment."""

    def _commune(self, row: FacilityRow) -> str | None:
        return self.gazetteer.resolve(row.commune_code, row.postal_code, row.town)

    def _facts(
        self,
        row: FacilityRow,
        before: Known | None,
        run: ImportRun,
        ledger: Ledger,
        named: Mapping[str, str],
    ) -> dict[str, Any]:
        told = {name: getattr(row, name) for name in TOLD}
        commune = self._commune(row)
        name, place = fold(row.name), named.get(commune or "", "")
        words = [row.name, row.legal_name, row.category_label, row.town, place]
        words.append(ALSO_CALLED.get(row.kind, ""))
        return blank(Organization) | told | {
            "id": before.pk if before else new_id(),
            "identifier_system": SYSTEM,
            "folded_name": name[:160],
            "commune_id": commune,
            "search_text": search_text([name, row.identifier.lower()], words),
            "source": self.source,
            "as_of": run.as_of,
            "digest": ledger.digest(*self.key(row)),
            "last_run_id": run.pk,
            "ended_on": None,
        }  # fmt: skip


def _known(rows: Sequence[FacilityRow]) -> dict[Key, Known]:
    numbers = {row.identifier for row in rows}
    found = Organization.objects.filter(identifier_system=SYSTEM, identifier__in=numbers)
    columns = found.values_list("identifier", "pk", "digest", "ended_on")
    return {
        (number,): Known(pk, digest, ended is not None) for number, pk, digest, ended in columns
    }


def _names(communes: Iterable[str]) -> dict[str, str]:
    """People look for a place by its name, whatever the address calls it."""
    return dict(Commune.objects.filter(pk__in=set(communes)).values_list("pk", "name"))
