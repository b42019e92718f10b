from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.accounts.house import held_in
from maillon.apps.departures import access
from maillon.apps.departures.models import Departure
from maillon.apps.departures.queries.parts import Part, parts
from maillon.apps.handover.models import PassedTask
from maillon.apps.structures.models import Member
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["DeparturePage", "Noted", "Part", "departure_page", "house_of"]


@dataclass(frozen=True, slots=True)
class Noted:
    """A departure that stands: what passed to whom, and the one gesture that undoes it."""

    id: UUID
    day: date
    by: str
    at: datetime
    successor: str
    actions: int
    tasks: int
    roles: int


@dataclass(frozen=True, slots=True)
class DeparturePage:
    """Somebody, a day, and all that changes then. ``needs``: somebody must take over; ``gone``:
    her line is dated already; ``noted``: by this page, and it can be undone.
    """

    member_id: UUID
    organization_id: UUID
    structure: str
    name: str
    day: date
    today: date
    gone: bool
    needs: bool
    people: tuple[tuple[UUID, str], ...]
    parts: tuple[Part, ...]
    noted: Noted | None

    @property
    def ahead(self) -> bool:
        """Whether the day is still to come."""
        return self.day > self.today


def departure_page(
    viewer: AccountViewer, member_id: UUID, day: date | None, *, now: datetime
) -> DeparturePage:
    """What changes if she leaves that day; the day noted where there is one. Nothing is written.

    ``NotFound`` for who does not write her structure.
    """
    member = access.require_member(viewer, member_id)
    noted = _noted(member)
    on = member.left_on or day or now.date()
    return DeparturePage(
        member_id=member.pk, organization_id=member.organization_id,
        structure=member.organization.name, name=member.name, day=on, today=now.date(),
        gone=member.left_on is not None, needs=access.holds(member), people=_heirs(member, on),
        parts=parts(viewer, member, on, now), noted=noted,
    )  # fmt: skip


def house_of(viewer: AccountViewer, departure_id: UUID) -> UUID:
    """The member of a departure, for who writes her structure; ``NotFound`` else."""
    found = Departure.objects.filter(pk=departure_id).first()
    if found is None:
        raise NotFound
    return access.require_member(viewer, found.member_id).pk


def _heirs(member: Member, day: date) -> tuple[tuple[UUID, str], ...]:
    """Who may take over: of the team that day, with an account that opens the structure."""
    open_to = {one.id for one in held_in(member.organization_id, day=day)}
    rows = Member.objects.of(member.organization_id).on(day).exclude(pk=member.pk)
    known = [(one.pk, one.name) for one in rows if one.account_id in open_to]
    return tuple(sorted(known, key=lambda one: one[1]))


def _noted(member: Member) -> Noted | None:
    rows = Departure.objects.filter(member=member, undone_at=None)
    one = rows.select_related("noted_by", "successor").first()
    if one is None:
        return None
    passed = PassedTask.objects.filter(succession_id__in=one.kept["successions"])
    return Noted(
        one.pk, one.day, one.noted_by.name, one.noted_at,
        one.successor.name if one.successor else "", len(one.kept["actions"]), passed.count(),
        len(one.kept["roles"]),
    )  # fmt: skip
