"""What must always hold of self-assessments."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.maturity.models import Assessment

__all__ = ["INVARIANTS"]


def closed_ones_are_whole(now: datetime) -> Iterator[str]:
    """A closed assessment has one level for each theme that was chosen, and no other."""
    for one in Assessment.objects.exclude(closed_at=None).prefetch_related("agreed"):
        if sorted(said.theme for said in one.agreed.all()) != sorted(one.themes):
            yield f"auto-évaluation {one.pk} : close, et ses niveaux ne sont pas ses thèmes"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "MATURITÉ une auto-évaluation close a ses niveaux": closed_ones_are_whole,
}
