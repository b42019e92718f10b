"""What must always hold of the money of structures."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.money.actions import lines_digest
from maillon.apps.money.counting import house_of
from maillon.apps.money.models import PaidQuarter
from maillon.apps.money.quarters import NOTHING

__all__ = ["INVARIANTS"]


def paid_quarters_stand(now: datetime) -> Iterator[str]:
    """What was paid is what the journal saw, line by line."""
    for one in PaidQuarter.objects.prefetch_related("lines").select_related("entry"):
        lines = list(one.lines.all())
        if not one.digest == lines_digest(lines) == one.entry.documents[0]:
            yield f"trimestre payé {one.pk} : ses lignes ne sont plus celles du journal"
        elif one.euros != sum((line.euros for line in lines), NOTHING):
            yield f"trimestre payé {one.pk} : sa somme n’est pas celle de ses lignes"


def everything_is_paid_once(now: datetime) -> Iterator[str]:
    """Paid quarters and the open ones together are what is owed today, to the cent."""
    today = now.astimezone(PARIS).date()
    rows = PaidQuarter.objects.filter(undone_at=None).order_by("organization_id")
    for pk in rows.values_list("organization_id", flat=True).distinct():
        house = house_of(pk, today)
        owed = [one.euros for one in house.owed.values()]
        paid = [one.euros for one in house.paid]
        quarter = house.last.next if house.last else None
        while quarter is not None and quarter.starts_on <= today:
            paid += [one.euros for one in house.due(quarter)]
            quarter = quarter.next
        if None not in owed and _sum(owed) != _sum(paid):
            yield f"structure {pk} : ce qui est payé n’est pas ce qui est dû"


def _sum(told: list[Decimal | None]) -> Decimal:
    return sum((one for one in told if one is not None), NOTHING)


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "ARGENT un trimestre payé ne change plus": paid_quarters_stand,
    "ARGENT payé et à payer font ce qui est dû": everything_is_paid_once,
}
