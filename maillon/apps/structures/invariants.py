"""What must always hold of the life of structures."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.structures.models import Record

__all__ = ["INVARIANTS"]


def registers_are_what_the_journal_says(now: datetime) -> Iterator[str]:
    """A line stands with an act that tells its document; withdrawn, its act is cancelled."""
    rows = Record.objects.select_related("entry__cancelled_by").defer("content")
    for one in rows.iterator(chunk_size=200):
        cancelled = hasattr(one.entry, "cancelled_by")
        if cancelled != (one.withdrawn_at is not None):
            yield f"registre {one.pk} : la ligne et son acte au journal se contredisent"
        elif one.entry.documents != ([one.digest] if one.digest else []):
            yield f"registre {one.pk} : le document n’est pas celui que le journal a vu"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "STRUCTURE un registre dit ce que dit le journal": registers_are_what_the_journal_says,
}
