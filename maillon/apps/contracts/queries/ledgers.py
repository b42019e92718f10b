from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.knowing import PARIS, acts_until
from maillon.apps.contracts.ledgers import Ledgers, ledgers
from maillon.apps.contracts.presence import MEETINGS, presence
from maillon.apps.contracts.queries.indemnities import years_of
from maillon.apps.journal.models import Entry
from maillon.apps.structures import access as structures
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.kernel.access import AccountViewer

__all__ = ["LedgersPage", "Struck", "counted_ledgers", "ledgers_page"]


@dataclass(frozen=True, slots=True)
class Struck:
    """An act that was cancelled: it counts in none of the three."""

    id: UUID
    act: str
    day: date


@dataclass(frozen=True, slots=True)
class LedgersPage:
    """A structure's year in the three ledgers; ``wrong``: where they do not agree."""

    card: StructureCard
    year: int
    years: tuple[int, ...]
    on: date
    ledgers: Ledgers
    struck: tuple[Struck, ...]
    wrong: tuple[str, ...]


def counted_ledgers(organization_id: UUID, year: int, on: date) -> Ledgers:
    """The three ledgers of a year up to a day; the caller has checked the right to it."""
    day = min(on, date(year, 12, 31))
    told = [one for one in acts_until(organization_id, day) if one.act in MEETINGS]
    found = presence(organization_id, year, day)
    return ledgers(evidence(), told, found.acts, found.owed, year=year, on=day)


def ledgers_page(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, year: int | None = None
) -> LedgersPage:
    """« Un acte, trois registres », for who coordinates or manages the structure; ``NotFound`` for
    anybody else: an act's euros tell what each person there is paid.
    """
    structures.require_writer(viewer, organization_id)
    year, years = years_of(organization_id, year, now)
    on = min(now.astimezone(PARIS).date(), date(year, 12, 31))
    found = counted_ledgers(organization_id, year, on)
    card = next(one for one in structures_read(viewer, now=now) if one.id == organization_id)
    return LedgersPage(
        card, year, years, on, found, _struck(organization_id, year), tuple(found.disagreements())
    )


def _struck(organization_id: UUID, year: int) -> tuple[Struck, ...]:
    rows = Entry.objects.filter(
        credits__organization_id=organization_id, act__in=MEETINGS, cancels=None,
        cancelled_by__isnull=False, occurred_at__gte=datetime(year, 1, 1, tzinfo=PARIS),
        occurred_at__lt=datetime(year + 1, 1, 1, tzinfo=PARIS),
    ).order_by("occurred_at")  # fmt: skip
    return tuple(Struck(one.pk, one.act, one.occurred_at.astimezone(PARIS).date()) for one in rows)
