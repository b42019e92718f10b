from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.directory.models import Organization
from maillon.apps.governance.actions.owing import today_of
from maillon.apps.governance.models import Commitment, GoverningBody, Mandate
from maillon.apps.governance.queries.votes import VoteLine, vote_lines
from maillon.apps.governance.voters import voters
from maillon.apps.meetings.models import Meeting
from maillon.apps.structures import access
from maillon.apps.structures.models import Member
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["BodyCard", "BodyForm", "CommitmentLine", "GovernancePage", "MandateLine", "body_form",
           "governance", "house_of_commitment", "house_of_mandate"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A seat, who holds it, until when. ``state``: running, soon, over, ahead."""

    id: UUID
    seat: str
    member: str
    starts_on: date
    ends_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body and its own rule, who sits there, what it voted last."""

    id: UUID
    name: str
    kind: str
    voters: str
    voices: int
    quorum_percent: int
    majority: str
    mandates: tuple[MandateLine, ...]
    votes: tuple[VoteLine, ...]


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A promise to a partner. ``state``: kept, kept_late, dropped, late, running."""

    id: UUID
    partner: str
    text: str
    made_on: date
    due_on: date
    kept_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class GovernancePage:
    """Who decides in a structure, and what it promised."""

    organization_id: UUID
    structure: str
    writes: bool
    bodies: tuple[BodyCard, ...]
    commitments: tuple[CommitmentLine, ...]


@dataclass(frozen=True, slots=True)
class BodyForm:
    """A body that is written to: its members, who has a voice today, meetings to link."""

    id: UUID
    organization_id: UUID
    structure: str
    name: str
    members: tuple[tuple[UUID, str], ...]
    voters: tuple[tuple[UUID, str], ...]
    meetings: tuple[tuple[UUID, str], ...]


def governance(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> GovernancePage:
    """Bodies, votes and commitments of a structure; ``NotFound`` for strangers."""
    access.require_reader(viewer, organization_id)
    today = today_of(now)
    bodies = GoverningBody.objects.filter(organization_id=organization_id)
    rows = Commitment.objects.filter(organization_id=organization_id)
    return GovernancePage(
        organization_id=organization_id,
        structure=Organization.objects.get(pk=organization_id).name,
        writes=access.may_write(viewer, organization_id),
        bodies=tuple(
            _card(one, today) for one in bodies.prefetch_related("mandates__member", "motions")
        ),
        commitments=tuple(
            CommitmentLine(
                one.pk, one.get_partner_display(), one.text, one.made_on, one.due_on, one.kept_on,
                one.state(today),
            )
            for one in rows
        ),
    )  # fmt: skip


def _card(body: GoverningBody, today: date) -> BodyCard:
    return BodyCard(
        body.pk, body.name, body.get_kind_display(), body.get_voters_display(),
        len(voters(body, today)), body.quorum_percent, body.get_majority_display(),
        tuple(_mandate(one, today) for one in body.mandates.all()),
        vote_lines(body.motions.all()[:10]),
    )  # fmt: skip


def _mandate(one: Mandate, today: date) -> MandateLine:
    if one.runs_on(today):
        near = one.ends_on is not None and (one.ends_on - today).days <= 60
        state = "soon" if near else "running"
    else:
        state = "ahead" if one.starts_on > today else "over"
    return MandateLine(
        one.pk, one.get_seat_display(), one.member.name, one.starts_on, one.ends_on, state
    )


def body_form(viewer: AccountViewer, body_id: UUID, *, now: datetime) -> BodyForm:
    """A body for who may write it; ``NotFound`` for anybody else."""
    rows = GoverningBody.objects.select_related("organization").prefetch_related("mandates")
    body = rows.filter(pk=body_id).first()
    if body is None:
        raise NotFound
    access.require_writer(viewer, body.organization_id)
    today = today_of(now)
    here = Member.objects.of(body.organization_id).on(today)
    return BodyForm(
        body.pk, body.organization_id, body.organization.name, body.name,
        _named(list(here)), _named(voters(body, today)), _meetings(body.organization_id, now),
    )  # fmt: skip


def _named(members: list[Member]) -> tuple[tuple[UUID, str], ...]:
    told = [(one.pk, f"{one.name}, {one.get_profession_display()}") for one in members]
    return tuple(sorted(told, key=lambda one: one[1]))


def _meetings(organization_id: UUID, now: datetime) -> tuple[tuple[UUID, str], ...]:
    """The meetings of the team already held, newest first, by kind and day: no subject."""
    rows = Meeting.objects.filter(
        organization_id=organization_id, kind__in=("team", "partners"), cancelled_at=None,
        starts_at__lte=now,
    ).order_by("-starts_at")[:20]  # fmt: skip
    return tuple(
        (one.pk, f"{one.get_kind_display()} du "
         f"{one.starts_at.astimezone(ZoneInfo(one.timezone)):%d/%m/%Y}")
        for one in rows if one.starts_at
    )  # fmt: skip


def house_of_mandate(viewer: AccountViewer, mandate_id: UUID) -> UUID:
    """The structure of a mandate, for who writes it; ``NotFound`` for anybody else."""
    found = Mandate.objects.filter(pk=mandate_id).values_list("body__organization_id", flat=True)
    return _written(viewer, found.first())


def house_of_commitment(viewer: AccountViewer, commitment_id: UUID) -> UUID:
    """The structure of a commitment, for who writes it; ``NotFound`` for anybody else."""
    found = Commitment.objects.filter(pk=commitment_id).values_list("organization_id", flat=True)
    return _written(viewer, found.first())


def _written(viewer: AccountViewer, house: UUID | None) -> UUID:
    if house is None:
        raise NotFound
    access.require_writer(viewer, house)
    return house
