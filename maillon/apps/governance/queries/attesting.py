import base64
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.directory.models import Organization
from maillon.apps.governance.actions.attesting import doctors
from maillon.apps.governance.actions.owing import today_of
from maillon.apps.governance.models import Attestation
from maillon.apps.structures import access
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["AttestationLine", "AttestationsPage", "attestation_paper", "attestations"]


@dataclass(frozen=True, slots=True)
class AttestationLine:
    """A doctor's year: signed on which day and how, or asked, or not yet."""

    member_id: UUID
    name: str
    id: UUID | None
    signed_on: date | None
    by_account: bool
    asked: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class AttestationsPage:
    """The attestations of a year."""

    organization_id: UUID
    structure: str
    year: int
    years: tuple[int, ...]
    writes: bool
    lines: tuple[AttestationLine, ...]

    @property
    def missing(self) -> int:
        """How many are not signed."""
        return sum(one.signed_on is None for one in self.lines)

    @property
    def mine(self) -> bool:
        """Whether the reader has one to sign."""
        return any(one.mine and one.signed_on is None for one in self.lines)


def attestations(
    viewer: AccountViewer, organization_id: UUID, year: int | None, *, now: datetime
) -> AttestationsPage:
    """Each doctor of a year and her attestation; ``NotFound`` for strangers and far years."""
    access.require_reader(viewer, organization_id)
    today = today_of(now).year
    years = (today, today - 1, today - 2)
    if year is not None and year not in years:
        raise NotFound
    told = year or today
    known = {
        one.member_id: one
        for one in Attestation.objects.filter(organization_id=organization_id, year=told)
        .select_related("task").defer("content")
    }  # fmt: skip
    lines = [
        _line(one.pk, one.name, known.get(one.pk), one.account_id == viewer.account_id)
        for one in doctors(organization_id, told)
    ]
    return AttestationsPage(
        organization_id, Organization.objects.get(pk=organization_id).name, told, years,
        access.may_write(viewer, organization_id), tuple(lines),
    )  # fmt: skip


def _line(member_id: UUID, name: str, row: Attestation | None, mine: bool) -> AttestationLine:
    return AttestationLine(
        member_id, name, row.pk if row else None, row.signed_on if row else None,
        bool(row and row.signed_by_id), bool(row and row.task_id), mine,
    )  # fmt: skip


def attestation_paper(viewer: AccountViewer, attestation_id: UUID) -> tuple[bytes, str]:
    """The paper of a doctor and its type; ``NotFound`` for strangers, and signed by account."""
    found = Attestation.objects.filter(pk=attestation_id).exclude(media_type="").first()
    if found is None:
        raise NotFound
    access.require_reader(viewer, found.organization_id)
    return base64.b64decode(found.content), found.media_type
