"""Who came to what, read in the journal: a structure's meetings and what it owes for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Min, QuerySet

from maillon.apps.contracts.indemnities import Held, Person, Rate, Year, shared
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import IndemnityCeiling, IndemnityRate
from maillon.apps.journal.models import Entry
from maillon.apps.meetings.acts import HELD
from maillon.apps.structures.models import Member

__all__ = ["MEETINGS", "Presence", "first_year", "held_in", "presence"]

MEETINGS: Final = frozenset(act.code for act in HELD.values())


@dataclass(frozen=True, slots=True)
class Presence:
    """A structure's year: its acts, and every presence at them with what it is owed."""

    acts: tuple[Held, ...]
    owed: Year


def _standing() -> QuerySet[Entry]:
    return Entry.objects.filter(act__in=MEETINGS, cancels=None, cancelled_by=None)


def first_year(organization_id: UUID, today: date) -> int:
    """The year of the first meeting that counts for this structure, else this one."""
    rows = _standing().filter(credits__organization_id=organization_id)
    first: datetime | None = rows.aggregate(first=Min("occurred_at"))["first"]
    return min(first.astimezone(PARIS).year, today.year) if first else today.year


def held_in(organization_id: UUID, year: int, on: date) -> tuple[Held, ...]:
    """The meetings of a year that count for this structure, up to a day."""
    rows = _standing().filter(
        credits__organization_id=organization_id,
        occurred_at__gte=datetime(year, 1, 1, tzinfo=PARIS),
        occurred_at__lte=datetime.combine(min(on, date(year, 12, 31)), time.max, PARIS),
    )
    return _held(rows)


def _held(rows: QuerySet[Entry]) -> tuple[Held, ...]:
    return tuple(_told(one) for one in rows.prefetch_related("participants"))


def _told(entry: Entry) -> Held:
    came = [one for one in entry.participants.all() if one.minutes is not None]
    return Held(
        entry.pk, entry.act, entry.organization_id, entry.occurred_at,
        entry.occurred_at.astimezone(PARIS).date(), entry.recorded_at,
        {one.object_id: one.minutes for one in came if one.kind == "account" and one.minutes},
        tuple(one.minutes for one in came if one.kind != "account" and one.minutes),
    )  # fmt: skip


def _elsewhere(acts: Sequence[Held], organization_id: UUID, year: int) -> tuple[Held, ...]:
    """Other meetings of the same people, the last evening of the year before included."""
    people = {account for act in acts for account in act.present}
    begins = datetime(year, 1, 1, tzinfo=PARIS) - timedelta(days=1)
    rows = _standing().filter(
        participants__kind="account", participants__object_id__in=people,
        occurred_at__gte=begins, occurred_at__lt=datetime(year + 1, 1, 1, tzinfo=PARIS),
    )  # fmt: skip
    known = {act.id for act in acts}
    return _held(rows.exclude(pk__in=known).distinct())


def presence(organization_id: UUID, year: int, on: date) -> Presence:
    """What a structure owes for its meetings of a year up to a day; the caller has checked the
    right to it.
    """
    acts = held_in(organization_id, year, on)
    team = [
        Person(pk, account, profession, status, joined, left)
        for pk, account, profession, status, joined, left in Member.objects.of(organization_id)
        .exclude(account=None)
        .order_by("joined_on", "pk")
        .values_list("pk", "account_id", "profession", "status", "joined_on", "left_on")
    ]
    rates = [
        Rate(*told)
        for told in IndemnityRate.objects.filter(
            organization_id=organization_id, withdrawn_at=None
        ).values_list("profession", "basis", "euros", "starts_on", "ends_on")
    ]
    ceiling = (
        IndemnityCeiling.objects.filter(
            organization_id=organization_id, year=year, withdrawn_at=None
        )
        .values_list("euros")
        .first()
    )
    elsewhere = _elsewhere(acts, organization_id, year)
    return Presence(acts, shared(organization_id, acts, elsewhere, team, rates, ceiling))
