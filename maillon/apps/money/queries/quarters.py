from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.journal.acts import act as declared_act
from maillon.apps.money.counting import House, Settled, house_of
from maillon.apps.money.models import PaidQuarter
from maillon.apps.money.quarters import NOTHING, Due, Quarter
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.apps.structures.vocabulary import PROFESSIONS
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["PayLine", "QuarterPage", "QuarterRow", "QuartersPage", "card_of", "house_of_quarter",
           "quarter_page", "quarters_page"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter: paid, to pay, running, or settled by a later one. ``euros``: ``None`` while a
    rate or a ceiling is asked for.
    """

    quarter: Quarter
    state: str
    euros: Decimal | None
    corrections: int
    paid_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class QuartersPage:
    """The quarters of a year, for who writes the structure; for a member, her own sums."""

    card: StructureCard
    year: int
    years: tuple[int, ...]
    rows: tuple[QuarterRow, ...]


@dataclass(frozen=True, slots=True)
class PayLine:
    """A line of a quarter in words: who, for what, how much; ``before``: already paid for it."""

    member_id: UUID
    name: str
    profession: str
    day: date
    act: str
    act_id: UUID
    minutes: Decimal
    euros: Decimal | None
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """A quarter opened. ``undoable``: it was frozen today and is the last."""

    card: StructureCard
    row: QuarterRow
    lines: tuple[PayLine, ...]
    paid_id: UUID | None
    undoable: bool
    today: date

    @property
    def people(self) -> tuple[tuple[str, str, Decimal | None], ...]:
        """Each member's sum; ``None`` while something is asked for."""
        found: dict[UUID, list[PayLine]] = {}
        for one in self.lines:
            found.setdefault(one.member_id, []).append(one)
        rows = [(held[0].name, held[0].profession, sum_of(one.euros for one in held))
                for held in found.values()]  # fmt: skip
        return tuple(sorted(rows, key=lambda one: one[0]))


def sum_of(told: Iterable[Decimal | None]) -> Decimal | None:
    """A sum; ``None`` where one of them is not known."""
    known = list(told)
    euros = [one for one in known if one is not None]
    return sum(euros, NOTHING) if len(euros) == len(known) else None


def card_of(viewer: AccountViewer, organization_id: UUID, now: datetime) -> StructureCard:
    """The structure, for who works in it; ``NotFound`` for anybody else."""
    structures.require_reader(viewer, organization_id)
    return next(one for one in structures_read(viewer, now=now) if one.id == organization_id)


def quarters_page(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, year: int | None = None
) -> QuartersPage:
    """What each quarter of a year pays or paid; ``NotFound`` for strangers and other years."""
    card = card_of(viewer, organization_id, now)
    today = now.astimezone(PARIS).date()
    house = house_of(organization_id, today)
    year = year or today.year
    years = tuple(range(today.year, house.first - 1, -1))
    if year not in years:
        raise NotFound
    seen = _seen(viewer, card)
    quarters = [Quarter(year, n) for n in range(1, 5) if Quarter(year, n).starts_on <= today]
    return QuartersPage(
        card, year, years, tuple(_row(house, one, seen, today) for one in reversed(quarters))
    )


def quarter_page(
    viewer: AccountViewer, organization_id: UUID, quarter: Quarter, *, now: datetime
) -> QuarterPage:
    """A quarter line by line: all of it for who writes the structure, her own for a member."""
    card = card_of(viewer, organization_id, now)
    today = now.astimezone(PARIS).date()
    if not 1 <= quarter.number <= 4:
        raise NotFound
    house = house_of(organization_id, today)
    if quarter.year < house.first or quarter.starts_on > today:
        raise NotFound
    seen, held = _seen(viewer, card), house.of(quarter)
    undoable = (
        held is not None and card.writes and house.last == quarter
        and held.row.frozen_at.astimezone(PARIS).date() == today
    )  # fmt: skip
    return QuarterPage(
        card, _row(house, quarter, seen, today), _lines(house, quarter, seen),
        held.row.pk if held else None, undoable, today,
    )  # fmt: skip


def house_of_quarter(viewer: AccountViewer, quarter_id: UUID) -> tuple[UUID, Quarter]:
    """The structure and the quarter of a freeze, for who writes it; ``NotFound`` else."""
    row = PaidQuarter.objects.filter(pk=quarter_id).first()
    if row is None:
        raise NotFound
    structures.require_writer(viewer, row.organization_id)
    return row.organization_id, Quarter(row.year, row.number)


def _seen(viewer: AccountViewer, card: StructureCard) -> dict[UUID, Member]:
    team = Member.objects.of(card.id)
    return {one.pk: one for one in team if card.writes or one.account_id == viewer.account_id}


def _row(house: House, quarter: Quarter, seen: dict[UUID, Member], today: date) -> QuarterRow:
    held = house.of(quarter)
    if held is not None:
        return _paid_row(held, seen)
    due = [one for one in house.due(quarter) if one.key[1] in seen]
    settled = house.last is not None and quarter <= house.last
    state = "settled" if settled else "running" if today < quarter.ends_on else "due"
    if state == "due" and not due:
        state = "empty"
    euros = sum_of(one.euros for one in due)
    return QuarterRow(quarter, state, euros, sum(one.corrects for one in due), None, "")


def _paid_row(held: Settled, seen: dict[UUID, Member]) -> QuarterRow:
    mine = [one for one in held.lines if one.member_id in seen]
    who = held.row.frozen_by_id
    return QuarterRow(
        held.quarter, "paid", sum_of(one.euros for one in mine),
        sum(one.before is not None for one in mine), held.row.paid_on,
        account_cards({who})[who].name,
    )  # fmt: skip


def _lines(house: House, quarter: Quarter, seen: dict[UUID, Member]) -> tuple[PayLine, ...]:
    held = house.of(quarter)
    if held is not None:
        found = [
            PayLine(
                one.member_id, seen[one.member_id].name, PROFESSIONS[one.profession], one.day,
                declared_act(one.act).label, one.act_id, one.counted, one.euros, one.before,
            )
            for one in held.lines if one.member_id in seen
        ]  # fmt: skip
    else:
        found = [_due(house, one, seen) for one in house.due(quarter) if one.key[1] in seen]
    return tuple(sorted(found, key=lambda one: (one.name, one.before is not None, one.day)))


def _due(house: House, one: Due, seen: dict[UUID, Member]) -> PayLine:
    facts = house.facts[one.key]
    return PayLine(
        facts.member, seen[facts.member].name, PROFESSIONS[facts.profession], facts.day,
        declared_act(facts.act).label, facts.act_id, facts.counted, one.euros, one.before,
    )  # fmt: skip
