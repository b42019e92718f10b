"""Reading the mediations where one stands."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.accounts.house import held_in
from maillon.apps.directory.models import Organization
from maillon.apps.mediation import access
from maillon.apps.mediation.models import Mediation
from maillon.apps.structures import access as structures
from maillon.kernel.access import AccountViewer

__all__ = ["MediationLine", "MediationPage", "MediationsPage", "mediation", "mediations",
           "require_mediator"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MediationLine:
    """A mediation in her list."""

    id: UUID
    subject: str
    mediator: str
    opened_on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class MediationsPage:
    """Hers in a structure; whom she may choose to open another."""

    organization_id: UUID
    structure: str
    lines: tuple[MediationLine, ...]
    people: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class MediationPage:
    """One of hers: who is in it, what was written."""

    line: MediationLine
    organization_id: UUID
    structure: str
    parties: tuple[str, ...]
    notes: tuple[tuple[str, datetime, str], ...]
    leads: bool
    over: bool


def mediations(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> MediationsPage:
    """The viewer's own mediations in a structure where she works; ``NotFound`` for strangers.
    Nobody else's is told, nor counted.
    """
    structures.require_reader(viewer, organization_id)
    rows = access.of_hers(viewer).filter(organization_id=organization_id)
    return MediationsPage(
        organization_id, Organization.objects.get(pk=organization_id).name,
        tuple(_line(one) for one in rows.select_related("mediator")),
        tuple((one.id, one.name) for one in held_in(organization_id, day=now.date())),
    )  # fmt: skip


def mediation(viewer: AccountViewer, mediation_id: UUID) -> MediationPage:
    """One mediation, for who stands in it; ``NotFound`` for everybody else."""
    one = access.require_concerned(viewer, mediation_id)
    return MediationPage(
        line=_line(one), organization_id=one.organization_id, structure=one.organization.name,
        parties=tuple(sorted(
            row.account.name for row in one.parties.select_related("account")
        )),
        notes=tuple(
            (row.author.name, row.written_at, row.words)
            for row in one.notes.select_related("author")
        ),
        leads=one.mediator_id == viewer.account_id, over=one.closed_at is not None,
    )  # fmt: skip


def require_mediator(viewer: AccountViewer, mediation_id: UUID) -> None:
    """``NotFound`` unless she is its mediator."""
    access.require_mediator(viewer, mediation_id)


def _line(one: Mediation) -> MediationLine:
    return MediationLine(
        one.pk, one.subject, one.mediator.name, one.opened_at.date(),
        one.get_outcome_display() if one.outcome else "",
    )  # fmt: skip
