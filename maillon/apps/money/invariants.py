"""What must always hold of the money of structures."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.money.actions import lines_digest
from maillon.apps.money.counting import house_of
from maillon.apps.money.models import Invoice, PaidQuarter, ShareOut
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


def parts_make_the_sum(now: datetime) -> Iterator[str]:
    """The parts of a sum shared are that sum, to the cent."""
    for one in ShareOut.objects.prefetch_related("parts"):
        if sum((part.euros for part in one.parts.all()), NOTHING) != one.euros:
            yield f"partage {one.pk} : ses parts ne font pas la somme"


def an_invoice_is_owed_once(now: datetime) -> Iterator[str]:
    """An invoice to pay is an open task; paid or taken back, its task is closed."""
    for one in Invoice.objects.select_related("task").defer("content"):
        settled = one.paid_on is not None or one.withdrawn_at is not None
        if settled != (one.task.closed_at is not None):
            yield f"facture {one.pk} : elle et sa tâche se contredisent"


def _sum(told: list[Decimal | None]) -> Decimal:
    return sum((one for one in told if one is not None), NOTHING)


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "ARGENT un trimestre payé ne change plus": paid_quarters_stand,
    "ARGENT payé et à payer font ce qui est dû": everything_is_paid_once,
    "ARGENT les parts font la somme partagée": parts_make_the_sum,
    "ARGENT une facture à payer est une tâche": an_invoice_is_owed_once,
}
