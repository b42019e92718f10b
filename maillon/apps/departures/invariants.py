"""What must always hold of a departure."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.departures.models import Departure

__all__ = ["INVARIANTS"]


def dated_on_her_line(now: datetime) -> Iterator[str]:
    """A departure that stands is the one told on the line of the team."""
    rows = Departure.objects.filter(undone_at=None).select_related("member")
    for one in rows.iterator(chunk_size=200):
        if one.member.left_on != one.day:
            yield f"départ {one.pk} : la fiche dit un autre jour"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "DÉPART un départ qui tient est daté sur la fiche": dated_on_her_line,
}
