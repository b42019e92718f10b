from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.money.models import ShareOut
from maillon.apps.money.queries.quarters import card_of
from maillon.apps.money.sharing import Part, share
from maillon.apps.money.weighing import weighed
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.apps.structures.queries import StructureCard
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = [
    "PartRow",
    "SharePage",
    "ShareRow",
    "Sharer",
    "SharesPage",
    "share_page",
    "share_preview",
    "sharers",
    "shares_page",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A sum shared: when, how much, by which key."""

    id: UUID
    label: str
    euros: Decimal
    key: str
    made_at: datetime
    year: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class SharesPage:
    """The share-outs of a structure."""

    card: StructureCard
    rows: tuple[ShareRow, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A member's part, with how it was counted."""

    name: str
    part: Part


@dataclass(frozen=True, slots=True)
class SharePage:
    """One share-out; for a member, her own part."""

    card: StructureCard
    row: ShareRow
    parts: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody who may share: her usual hours where her post has some."""

    id: UUID
    name: str
    profession: str
    hours: Decimal | None


def shares_page(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> SharesPage:
    """Every share-out of a structure, for who writes it; for a member, those she has a part of."""
    card = card_of(viewer, organization_id, now)
    rows = ShareOut.objects.filter(organization_id=organization_id)
    if not card.writes:
        rows = rows.filter(parts__member__account_id=viewer.account_id, withdrawn_at=None)
    return SharesPage(card, tuple(_row(one) for one in rows.distinct()))


def _row(one: ShareOut) -> ShareRow:
    return ShareRow(
        one.pk, one.label, one.euros, one.key, one.made_at.astimezone(PARIS), one.year,
        one.withdrawn_at is not None,
    )  # fmt: skip


def share_page(viewer: AccountViewer, share_id: UUID, *, now: datetime) -> SharePage:
    """A share-out and how each part was counted; a member reads her own part; ``NotFound`` for who
    has none and for strangers.
    """
    found = ShareOut.objects.filter(pk=share_id).first()
    if found is None:
        raise NotFound
    card = card_of(viewer, found.organization_id, now)
    rows = list(found.parts.select_related("member"))
    told = share(found.euros, [(one.member_id, one.weight) for one in rows])
    parts = tuple(
        PartRow(one.member.name, part) for one, part in zip(rows, told, strict=True)
        if card.writes or one.member.account_id == viewer.account_id
    )  # fmt: skip
    if not card.writes and (not parts or found.withdrawn_at):
        raise NotFound
    return SharePage(card, _row(found), parts)


def sharers(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime
) -> tuple[StructureCard, tuple[Sharer, ...]]:
    """Those who are in the team today, for who writes the structure; ``NotFound`` else."""
    structures.require_writer(viewer, organization_id)
    team = Member.objects.of(organization_id).on(now.astimezone(PARIS).date())
    people = [
        Sharer(one.pk, one.name, one.get_profession_display(), one.weekly_hours) for one in team
    ]
    return card_of(viewer, organization_id, now), tuple(
        sorted(people, key=lambda one: (one.name.split()[-1], one.name))
    )


def share_preview(
    viewer: AccountViewer, organization_id: UUID, year: int, key: str, euros: Decimal,
    weights: Mapping[UUID, Decimal], *, now: datetime,
) -> tuple[PartRow, ...]:  # fmt: skip
    """What a share-out would give, nothing written; raises as ``share_out``."""
    structures.require_writer(viewer, organization_id)
    parts = weighed(organization_id, year, key, euros, weights, now)
    names = {one.pk: one.name for one in Member.objects.filter(pk__in=list(weights))}
    return tuple(PartRow(names[one.member], one) for one in parts)
