"""What must always hold of a structure handed over."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.handover.models import Succession

__all__ = ["INVARIANTS"]


def nothing_is_left_behind(now: datetime) -> Iterator[str]:
    """A task handed over is closed, or somebody's other than who gave it, until it is undone."""
    rows = Succession.objects.filter(returned_at=None).prefetch_related("handed__task")
    for one in rows.iterator(chunk_size=200):
        later = Succession.objects.filter(
            organization_id=one.organization_id, to_account_id=one.from_account_id,
            passed_at__gte=one.passed_at,
        ).exists()  # fmt: skip
        for handed in one.handed.all():
            task = handed.task
            back = task.owner_account_id == one.from_account_id
            if task.closed_at is None and back and not later:
                yield f"relais {one.pk} : une tâche confiée est restée à qui partait"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "RELAIS rien ne reste à qui part": nothing_is_left_behind,
}
