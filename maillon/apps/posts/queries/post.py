from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.queries import Amount, contract_amount
from maillon.apps.posts import access
from maillon.apps.posts.models import (
    CoordinationPost,
    CoordinationTime,
    SpendingCeiling,
    TaskLoad,
)
from maillon.apps.posts.queries.time import counted_of
from maillon.apps.posts.vocabulary import TASKS
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.kernel.access import AccountViewer

__all__ = ["LoadLine", "PostLine", "PostPage", "post_house", "post_page"]

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post; for a provider, hours agreed and delivered since January or since it began."""

    id: UUID
    mode: str
    mode_label: str
    weekly_hours: Decimal
    yearly_cost: Decimal | None
    provider: str
    notice_months: int | None
    reversibility: str
    key_label: str
    partners: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    here: bool
    agreed: Decimal
    delivered: Decimal

    @property
    def gap(self) -> Decimal:
        """Hours agreed and not delivered; below zero where more came."""
        return self.agreed - self.delivered


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A task: hours a year as said, minutes noted this year."""

    task: str
    label: str
    hours: int | None
    source: str
    confidence: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PostPage:
    """Who coordinates, what it costs and what the contract is worth, for who writes the structure.

    ``cost`` is ``None`` while a post of today has no cost told; ``each`` is empty but for managers.
    """

    card: StructureCard
    year: int
    posts: tuple[PostLine, ...]
    hours: Decimal
    cost: Decimal | None
    amount: Amount | None
    ceiling: int | None
    loads: tuple[LoadLine, ...]
    minutes: int
    each: tuple[tuple[str, int], ...]
    reads_each: bool

    @property
    def percent(self) -> Decimal | None:
        """The share of the contract that coordination costs; ``None`` where either is unknown."""
        if self.cost is None or self.amount is None or not self.amount.euros:
            return None
        return (100 * self.cost / self.amount.euros).quantize(Decimal("0.1"))

    @property
    def above(self) -> bool:
        """Whether it passes the ceiling that the team chose."""
        return self.percent is not None and self.ceiling is not None and (
            self.percent > self.ceiling
        )  # fmt: skip

    @property
    def load(self) -> int:
        """Hours a year of all the tasks that have some."""
        return sum(one.hours or 0 for one in self.loads)


def post_page(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> PostPage:
    """The post of a structure, for who coordinates or manages it; ``NotFound`` for anybody else.

    Hours person by person are there for managers only.
    """
    access.require_writer(viewer, organization_id)
    today = now.astimezone(PARIS).date()
    card = next(one for one in structures_read(viewer, now=now) if one.id == organization_id)
    posts = _posts(organization_id, today)
    here = [one for one in posts if one.here]
    costs = [one.yearly_cost for one in here]
    told = [one for one in costs if one is not None]
    rows = list(CoordinationTime.objects.standing().filter(
        organization_id=organization_id, day__year=today.year
    ))  # fmt: skip
    minutes = counted_of(rows)
    each = access.reads_each(viewer, organization_id)
    said = SpendingCeiling.objects.filter(organization_id=organization_id, withdrawn_at=None)
    return PostPage(
        card, today.year, posts, sum((one.weekly_hours for one in here), Decimal(0)),
        sum(told, Decimal(0)) if here and len(told) == len(costs) else None,
        contract_amount(viewer, organization_id, now=now),
        said.values_list("percent", flat=True).first(), _loads(organization_id, rows, minutes),
        sum(minutes.get(one.pk, 0) for one in rows), _each(rows, minutes) if each else (), each,
    )  # fmt: skip


def post_house(viewer: AccountViewer, post_id: UUID) -> UUID:
    """The structure of a post that she writes; ``NotFound`` for any other."""
    found = CoordinationPost.objects.filter(pk=post_id).values_list("organization_id", flat=True)
    organization_id = found.first()
    access.require_writer(viewer, organization_id or post_id)
    return organization_id or post_id


def _posts(organization_id: UUID, today: date) -> tuple[PostLine, ...]:
    rows = CoordinationPost.objects.filter(organization_id=organization_id)
    return tuple(
        _post(one, today) for one in rows.prefetch_related("delivered", "partners")
    )  # fmt: skip


def _post(one: CoordinationPost, today: date) -> PostLine:
    first = max(one.starts_on, date(today.year, 1, 1))
    last = min(one.ends_on or today, today)
    weeks = Decimal(max(0, (last - first).days)) / 7
    came = [d.hours for d in one.delivered.all() if d.day >= first]
    here = one.starts_on <= today and (one.ends_on is None or one.ends_on > today)
    return PostLine(
        one.pk, one.mode, one.get_mode_display(), one.weekly_hours, one.yearly_cost, one.provider,
        one.notice_months, one.reversibility, one.get_key_display() if one.key else "",
        tuple(sorted(other.name for other in one.partners.all())), one.starts_on, one.ends_on,
        here, (one.weekly_hours * weeks).quantize(Decimal(1)), sum(came, Decimal(0)),
    )  # fmt: skip


def _loads(
    organization_id: UUID, rows: Sequence[CoordinationTime], minutes: dict[UUID, int]
) -> tuple[LoadLine, ...]:
    spent: dict[str, int] = defaultdict(int)
    for one in rows:
        spent[one.task] += minutes.get(one.pk, 0)
    said = {
        one.task: one
        for one in TaskLoad.objects.filter(organization_id=organization_id, withdrawn_at=None)
    }
    return tuple(
        LoadLine(code, task.label, said[code].hours if code in said else None,
                 said[code].source if code in said else "",
                 said[code].get_confidence_display() if code in said else "", spent[code])
        for code, task in TASKS.items() if code in said or spent[code]
    )  # fmt: skip


def _each(
    rows: Sequence[CoordinationTime], minutes: dict[UUID, int]
) -> tuple[tuple[str, int], ...]:
    spent: dict[UUID, int] = defaultdict(int)
    for one in rows:
        spent[one.account_id] += minutes.get(one.pk, 0)
    names = account_cards(set(spent))
    return tuple(sorted((names[pk].name, told) for pk, told in spent.items()))
