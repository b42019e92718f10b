from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.contracts.indemnities import NOTHING, Paid
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import IndemnityCeiling, IndemnityRate
from maillon.apps.contracts.presence import Presence, first_year, presence
from maillon.apps.journal.acts import act as declared_act
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.apps.structures.vocabulary import PROFESSIONS
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["IndemnityPage", "MemberIndemnities", "MemberRow", "PresenceLine", "RateLine",
           "RatesPage", "indemnities", "indemnity_lines", "member_indemnities", "rates",
           "years_of"]  # fmt: skip

NOBODY: Final = ("stranger", "guest")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member's year: how often she came, for how long, what she is owed and what is paid.

    ``None``: a rate or the ceiling is asked for.
    """

    member_id: UUID
    name: str
    profession: str
    acts: int
    minutes: Decimal
    elsewhere: Decimal
    due: Decimal | None
    paid: Decimal | None
    salaried: bool


@dataclass(frozen=True, slots=True)
class PresenceLine:
    """One presence, opened: the act, its minutes, the rate, what is owed, why nothing is."""

    member_id: UUID
    name: str
    profession: str
    act_id: UUID
    day: date
    act: str
    minutes: Decimal
    counted: Decimal
    rate: Decimal | None
    basis: str
    due: Decimal | None
    paid: Decimal | None
    why: str

    @property
    def code(self) -> str:
        """The beginning of the act's id: enough to find it in the accountant's file."""
        return str(self.act_id)[:8]


@dataclass(frozen=True, slots=True)
class IndemnityPage:
    """A structure's year; for who does not write the structure, her own lines alone.

    ``unrated``: professions whose rate is asked for; ``nobody``: presences of people whom the
    team did not know that day, and by a link; ``unlinked``: members without an account.
    """

    card: StructureCard
    year: int
    years: tuple[int, ...]
    on: date
    rows: tuple[MemberRow, ...]
    lines: tuple[PresenceLine, ...]
    total: Decimal | None
    minutes: Decimal
    unrated: tuple[str, ...]
    ceiling_said: bool
    nobody: tuple[int, int]
    unlinked: int


@dataclass(frozen=True, slots=True)
class MemberIndemnities:
    """One member's year, act by act."""

    card: StructureCard
    year: int
    years: tuple[int, ...]
    row: MemberRow | None
    name: str
    lines: tuple[PresenceLine, ...]


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate that stands."""

    id: UUID
    profession: str
    basis: str
    euros: Decimal
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RatesPage:
    """The rates of a structure and the ceiling of a year; ``ceiling_said`` without ``ceiling``:
    the structure said there is none.
    """

    card: StructureCard
    year: int
    rates: tuple[RateLine, ...]
    ceiling: Decimal | None
    ceiling_said: bool


def years_of(organization_id: UUID, year: int | None, now: datetime) -> tuple[int, tuple[int, ...]]:
    """The year asked for, today's where none is, and the years there are; ``NotFound`` beyond."""
    today = now.astimezone(PARIS).date()
    years = tuple(range(today.year, first_year(organization_id, today) - 1, -1))
    if (year or today.year) not in years:
        raise NotFound
    return year or today.year, years


def _card(viewer: AccountViewer, organization_id: UUID, now: datetime) -> StructureCard:
    structures.require_reader(viewer, organization_id)
    return next(one for one in structures_read(viewer, now=now) if one.id == organization_id)


def indemnities(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, year: int | None = None
) -> IndemnityPage:
    """What the members are owed for a year, up to today: all of them for who coordinates or
    manages, herself for a member; ``NotFound`` for strangers.
    """
    card = _card(viewer, organization_id, now)
    year, years = years_of(organization_id, year, now)
    team = list(Member.objects.of(organization_id))
    seen = {one.pk: one for one in team if card.writes or one.account_id == viewer.account_id}
    on = now.astimezone(PARIS).date()
    found = presence(organization_id, year, on)
    lines = _lines(found, seen)
    mine = [one for one in found.owed.lines if one.line.member in seen]
    rows = tuple(sorted((_row(seen[pk], mine) for pk in {one.line.member for one in mine} if pk),
                        key=lambda one: (one.salaried, one.name)))  # fmt: skip
    whys = [one.line.why for one in found.owed.lines] if card.writes else []
    unlinked = sum(one.account_id is None and one.left_on is None for one in team)
    return IndemnityPage(
        card, year, years, min(on, date(year, 12, 31)), rows, lines,
        found.owed.paid(seen), sum((one.minutes for one in rows), NOTHING),
        tuple(PROFESSIONS[code] for code in found.owed.unrated) if card.writes else (),
        found.owed.ceiling_said, (whys.count("stranger"), whys.count("guest")),
        unlinked if card.writes else 0,
    )  # fmt: skip


def _row(member: Member, paid: Collection[Paid]) -> MemberRow:
    mine = [one for one in paid if one.line.member == member.pk]
    due = [one.line.due for one in mine if one.line.due is not None]
    euros = [one.euros for one in mine if one.euros is not None]
    return MemberRow(
        member.pk, member.name, member.get_profession_display(), len(mine),
        sum((one.line.minutes for one in mine), NOTHING),
        sum((one.line.minutes - one.line.counted for one in mine), NOTHING),
        sum(due, NOTHING) if len(due) == len(mine) else None,
        sum(euros, NOTHING) if len(euros) == len(mine) else None,
        all(one.line.why == "salary" for one in mine),
    )  # fmt: skip


def _lines(found: Presence, seen: dict[UUID, Member]) -> tuple[PresenceLine, ...]:
    acts = {one.id: one for one in found.acts}
    lines = []
    for one in found.owed.lines:
        line, member = one.line, seen.get(one.line.member) if one.line.member else None
        if member is not None:
            lines.append(PresenceLine(
                member.pk, member.name, member.get_profession_display(), line.act,
                acts[line.act].day, declared_act(acts[line.act].act).label, line.minutes,
                line.counted, line.rate.euros if line.rate else None,
                line.rate.basis if line.rate else "", line.due, one.euros, line.why,
            ))  # fmt: skip
    return tuple(lines)


def indemnity_lines(page: IndemnityPage) -> tuple[PresenceLine, ...]:
    """The lines of a page for an accountant: member by member, then day by day."""
    return tuple(sorted(page.lines, key=lambda one: (one.name, one.day, str(one.act_id))))


def member_indemnities(
    viewer: AccountViewer, member_id: UUID, *, now: datetime, year: int | None = None
) -> MemberIndemnities:
    """One member's year, act by act: for herself, and who coordinates or manages her structure;
    ``NotFound`` for anybody else, her colleagues included.
    """
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise NotFound
    page = indemnities(viewer, member.organization_id, now=now, year=year)
    if not page.card.writes and member.account_id != viewer.account_id:
        raise NotFound
    return MemberIndemnities(
        page.card, page.year, page.years,
        next((one for one in page.rows if one.member_id == member.pk), None), member.name,
        tuple(one for one in page.lines if one.member_id == member.pk),
    )  # fmt: skip


def rates(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, year: int | None = None
) -> RatesPage:
    """The rates that stand and the ceiling of a year, for who writes the structure; else
    ``NotFound``.
    """
    structures.require_writer(viewer, organization_id)
    year, _ = years_of(organization_id, year, now)
    standing = {"organization_id": organization_id, "withdrawn_at": None}
    ceiling = IndemnityCeiling.objects.filter(year=year, **standing).first()
    return RatesPage(
        _card(viewer, organization_id, now), year,
        tuple(
            RateLine(one.pk, one.get_profession_display(), one.basis, one.euros, one.starts_on,
                     one.ends_on)
            for one in IndemnityRate.objects.filter(**standing)
        ),
        ceiling.euros if ceiling else None, ceiling is not None,
    )  # fmt: skip
