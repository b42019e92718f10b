"""Who reads and writes the stages of a structure: its team reads, who writes the team writes."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.accounts.readers import structures_received
from maillon.apps.stages.models import AnnexAmount, Stage, StageFiling
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = [
    "houses", "received", "require_amount", "require_filing", "require_received", "require_stage",
    "require_writer",
]  # fmt: skip


def houses(viewer: AccountViewer) -> tuple[UUID, ...]:
    """The structures whose stages she reads."""
    return structures.read_by(viewer)


def require_stage(viewer: AccountViewer, organization_id: UUID) -> Stage:
    """The way of a structure she works in; ``NotFound`` for any other, and where none began."""
    structures.require_reader(viewer, organization_id)
    rows = Stage.objects.select_related("organization")
    found = rows.filter(organization_id=organization_id).first()
    if found is None:
        raise NotFound
    return found


def require_writer(viewer: AccountViewer, organization_id: UUID) -> Stage:
    """The same, for whoever coordinates or manages it."""
    structures.require_writer(viewer, organization_id)
    return require_stage(viewer, organization_id)


def require_filing(viewer: AccountViewer, filing_id: UUID, *, write: bool) -> StageFiling:
    """What was sent for a step, for who reads (or writes) its structure."""
    found = StageFiling.objects.select_related("stage").filter(pk=filing_id).first()
    if found is None:
        raise NotFound
    judge = structures.require_writer if write else structures.require_reader
    judge(viewer, found.stage.organization_id)
    return found


def require_amount(viewer: AccountViewer, amount_id: UUID, *, write: bool) -> AnnexAmount:
    """An amount of the annex, for who reads (or writes) its structure."""
    found = AnnexAmount.objects.select_related("stage").filter(pk=amount_id).first()
    if found is None:
        raise NotFound
    judge = structures.require_writer if write else structures.require_reader
    judge(viewer, found.stage.organization_id)
    return found


def received(houses: Sequence[UUID]) -> QuerySet[StageFiling]:
    """What these structures handed to the reader to whom their door is open."""
    rows = StageFiling.objects.filter(stage__organization_id__in=houses, handed_at__isnull=False)
    return rows.select_related("stage__organization")


def require_received(viewer: AccountViewer, filing_id: UUID) -> StageFiling:
    """A filing handed to her, a reader; ``NotFound`` for anybody else, the team too."""
    found = received(structures_received(viewer)).filter(pk=filing_id).first()
    if found is None:
        raise NotFound
    return found
