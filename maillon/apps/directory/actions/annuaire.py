"""The national FHIR directory: professionals, establishments and mailboxes, of one picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final, Protocol

from maillon.apps.directory.actions.finess.structures import SYSTEM, Establishments
from maillon.apps.directory.actions.importing import BATCH, Import, Progress, silent
from maillon.apps.directory.actions.importing.doors import ANNUAIRE, FINESS
from maillon.apps.directory.actions.importing.ledger import Ledger
from maillon.apps.directory.actions.mssante import Mailboxes
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.actions.rpps.importing import Roles
from maillon.apps.directory.extract import Extract, FacilityRow, MailboxRow, RoleRow
from maillon.apps.directory.geography.places import Gazetteer
from maillon.apps.directory.models import ImportRun, Organization
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["AnnuairePicture", "import_annuaire"]

MARK: Final = f"{ANNUAIRE}\x1f"


class AnnuairePicture(Protocol):
    """What the directory says, whole, as three registers."""

    @property
    def structures(self) -> Extract[FacilityRow]:
        """Establishments that have a FINESS number."""
        ...

    @property
    def roles(self) -> Extract[RoleRow]:
        """Professionals, each at each of their sites."""
        ...

    @property
    def mailboxes(self) -> Extract[MailboxRow]:
        """Mailboxes that may be shown."""
        ...


def import_annuaire(
    picture: AnnuairePicture,
    *,
    by: Viewer,
    now: datetime,
    as_of: date | None = None,
    allow_ended: bool = False,
    batch: int = BATCH,
    progress: Progress = silent,
) -> dict[str, Report]:
    """Bring in the three registers of a picture, each as ``importing.import_extract`` promises.

    All three are read whole and weighed before anything changes; a register of which the picture
    says nothing at all is left as it is. The reports bear the names of the registers. Raises
    ``Refused``: ``communes_missing``, ``annuaire_…_ends_too_many``, ``import_runs_elsewhere``.
    """
    gazetteer = Gazetteer()
    if not gazetteer:
        raise Refused("communes_missing")
    every: dict[str, Import[Any]] = {
        "structures": Import(picture.structures, _Structures(gazetteer), progress=progress),
        "roles": Import(picture.roles, _Roles(gazetteer), progress=progress),
        "mailboxes": Import(picture.mailboxes, _Mailboxes(), progress=progress),
    }
    for one in every.values():
        one.read_whole()
    told = {name: one for name, one in every.items() if len(one.ledger)}
    if not allow_ended:
        for one in told.values():
            one.refuse_large_ending()
    return {name: one.carry_out(now=now, as_of=as_of, batch=batch) for name, one in told.items()}


@dataclass(frozen=True, slots=True)
class _Roles(Roles):
    code: ClassVar[str] = "annuaire_roles"
    source: ClassVar[str] = ANNUAIRE
    mark: ClassVar[str] = MARK


@dataclass(frozen=True, slots=True)
class _Mailboxes(Mailboxes):
    code: ClassVar[str] = "annuaire_mailboxes"
    source: ClassVar[str] = ANNUAIRE
    mark: ClassVar[str] = MARK


@dataclass(frozen=True, slots=True)
class _Structures(Establishments):
    """Those that FINESS says stay as FINESS says: it knows their point, and whom they belong to."""

    code: ClassVar[str] = "annuaire_structures"
    source: ClassVar[str] = ANNUAIRE
    mark: ClassVar[str] = MARK

    def save(
        self, rows: Sequence[FacilityRow], run: ImportRun, ledger: Ledger, report: Report
    ) -> None:
        said = Organization.objects.filter(
            identifier_system=SYSTEM,
            identifier__in={row.identifier for row in rows},
            source=FINESS,
            ended_on=None,
        )
        held = set(said.values_list("identifier", flat=True))
        report.unchanged += sum(
            row.identifier in held and ledger.meet(*self.key(row)) for row in rows
        )
        rest = [row for row in rows if row.identifier not in held]
        Establishments.save(self, rest, run, ledger, report)
