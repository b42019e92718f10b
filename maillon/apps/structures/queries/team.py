from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.directory.models import Organization
from maillon.apps.structures import access
from maillon.apps.structures.models import Member, Site, Statutes
from maillon.apps.structures.vocabulary import HEALTH
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["MemberSheet", "StructureCard", "TeamPage", "member_sheet", "shareable", "statutes",
           "structures_read", "team"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class StructureCard:
    """A structure that one works in."""

    id: UUID
    name: str
    kind: str
    commune: str
    members: int
    writes: bool


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """Somebody of a structure, as its team reads her."""

    id: UUID
    organization_id: UUID
    structure: str
    name: str
    profession: str
    profession_label: str
    status: str
    status_label: str
    post: str
    post_label: str
    weekly_hours: Decimal | None
    shared_with_id: UUID | None
    shared_with: str
    email: str
    phone: str
    national_id: str
    account_id: UUID | None
    joined_on: date
    left_on: date | None
    leaving: str
    here: bool
    elsewhere: tuple[str, ...]
    writes: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A site, and since when; until when where it closed."""

    name: str
    address: str
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A structure's statutes."""

    form: str
    form_label: str
    registered_on: date | None
    sites: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A structure and its team. ``counts``: how many there are today of what a contract counts."""

    card: StructureCard
    facts: Facts
    rows: tuple[MemberSheet, ...]
    present: int
    health: int
    doctors: int
    gone: int


def structures_read(viewer: AccountViewer, *, now: datetime) -> tuple[StructureCard, ...]:
    """The structures where she works, those she writes first, by name."""
    ids = access.read_by(viewer)
    rows = Organization.objects.filter(pk__in=ids).select_related("commune")
    cards = [_card(viewer, one, now) for one in rows]
    return tuple(sorted(cards, key=lambda one: (not one.writes, fold(one.name))))


def team(
    viewer: AccountViewer,
    organization_id: UUID,
    *,
    now: datetime,
    words: str = "",
    profession: str = "",
    gone: bool = False,
    order: str = "name",
) -> TeamPage:
    """The team of a structure: who is there today, or who left; ``NotFound`` for strangers."""
    access.require_reader(viewer, organization_id)
    organization = Organization.objects.select_related("commune").get(pk=organization_id)
    today = now.date()
    everybody = _sheets(viewer, Member.objects.of(organization_id), today)
    here = [one for one in everybody if one.here]
    rows = [one for one in everybody if one.left_on is not None] if gone else [
        one for one in everybody if one.left_on is None or one.left_on > today
    ]  # fmt: skip
    found = [one for one in rows if _matches(one, words, profession)]
    return TeamPage(
        card=_card(viewer, organization, now),
        facts=statutes(viewer, organization_id),
        rows=tuple(sorted(found, key=lambda one: _rank(one, order))),
        present=len(here),
        health=sum(one.profession in HEALTH and one.status == "associate" for one in here),
        doctors=sum(one.profession == "10" and one.status == "associate" for one in here),
        gone=sum(one.left_on is not None for one in everybody),
    )


def _matches(one: MemberSheet, words: str, profession: str) -> bool:
    told = fold(f"{one.name} {one.profession_label} {one.post_label} {one.status_label}")
    return all(word in told for word in fold(words).split()) and (
        not profession or one.profession == profession
    )


def _rank(one: MemberSheet, order: str) -> tuple[str, ...]:
    family = fold(one.name.split()[-1] if one.name else "")
    first = {
        "profession": one.profession_label,
        "arrival": one.joined_on.isoformat(),
        "departure": one.left_on.isoformat() if one.left_on else "",
    }.get(order, "")
    return (first, family, fold(one.name))


def member_sheet(viewer: AccountViewer, member_id: UUID, *, now: datetime) -> MemberSheet:
    """One member of a structure where she works; ``NotFound`` for any other."""
    rows = Member.objects.filter(pk=member_id, organization_id__in=access.read_by(viewer))
    found = _sheets(viewer, rows, now.date())
    if not found:
        raise NotFound
    return found[0]


def statutes(viewer: AccountViewer, organization_id: UUID) -> Facts:
    """Legal form and places of a structure; ``NotFound`` for strangers."""
    access.require_reader(viewer, organization_id)
    told = Statutes.objects.filter(organization_id=organization_id).first() or Statutes()
    sites = Site.objects.filter(organization_id=organization_id)
    return Facts(
        told.legal_form, told.get_legal_form_display(), told.registered_on,
        tuple(Place(one.name, one.address, one.opened_on, one.closed_on) for one in sites),
    )  # fmt: skip


def shareable(viewer: AccountViewer, organization_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The other structures she works in, with whom a post may be shared."""
    ids = [pk for pk in access.read_by(viewer) if pk != organization_id]
    rows = Organization.objects.filter(pk__in=ids).order_by("name")
    return tuple(rows.values_list("pk", "name"))


def _card(viewer: AccountViewer, one: Organization, now: datetime) -> StructureCard:
    return StructureCard(
        one.pk, one.name, one.get_kind_display(), one.commune.name if one.commune else "",
        Member.objects.of(one.pk).on(now.date()).count(), access.may_write(viewer, one.pk),
    )  # fmt: skip


def _sheets(viewer: AccountViewer, rows: Iterable[Member], today: date) -> list[MemberSheet]:
    members = list(rows.select_related("organization", "shared_with"))  # type: ignore[attr-defined]
    others = _elsewhere(viewer, members, today)
    return [_sheet(viewer, one, others.get(one.pk, ()), today) for one in members]


def _elsewhere(
    viewer: AccountViewer, members: list[Member], today: date
) -> Mapping[UUID, tuple[str, ...]]:
    """Where else each works today, among the structures this viewer knows."""
    accounts = {one.account_id for one in members if one.account_id}
    numbers = {one.national_id for one in members if one.national_id}
    known = Member.objects.filter(organization_id__in=access.read_by(viewer)).on(today)
    rows = list(known.select_related("organization")) if accounts or numbers else []
    return {
        one.pk: tuple(sorted({
            other.organization.name for other in rows
            if other.organization_id != one.organization_id and _same(one, other)
        }))
        for one in members
    }  # fmt: skip


def _same(one: Member, other: Member) -> bool:
    if one.account_id and one.account_id == other.account_id:
        return True
    return bool(one.national_id) and one.national_id == other.national_id


def _sheet(
    viewer: AccountViewer, one: Member, elsewhere: tuple[str, ...], today: date
) -> MemberSheet:
    here = one.joined_on <= today and (one.left_on is None or one.left_on > today)
    return MemberSheet(
        id=one.pk, organization_id=one.organization_id, structure=one.organization.name,
        name=one.name, profession=one.profession, profession_label=one.get_profession_display(),
        status=one.status, status_label=one.get_status_display(), post=one.post,
        post_label=one.get_post_display() if one.post else "", weekly_hours=one.weekly_hours,
        shared_with_id=one.shared_with_id,
        shared_with=one.shared_with.name if one.shared_with else "", email=one.email,
        phone=one.phone, national_id=one.national_id, account_id=one.account_id,
        joined_on=one.joined_on, left_on=one.left_on,
        leaving=one.get_leaving_display() if one.leaving else "", here=here, elsewhere=elsewhere,
        writes=access.may_write(viewer, one.organization_id),
    )  # fmt: skip
