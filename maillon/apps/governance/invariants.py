"""What must always hold of governance."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Count

from maillon.apps.governance.models import Motion

__all__ = ["INVARIANTS"]


def a_vote_says_no_more_than_it_should(now: datetime) -> Iterator[str]:
    """A secret vote has no voice of anybody; a vote by name has one for each who was there."""
    rows = Motion.objects.annotate(
        there=Count("attendances", distinct=True), said=Count("ballots", distinct=True)
    )
    for one in rows.iterator(chunk_size=200):
        if one.there != one.present:
            yield f"vote {one.pk} : les présents ne font pas le compte"
        if one.said != (0 if one.secret else one.present):
            yield f"vote {one.pk} : les voix ne sont pas celles de ce mode de vote"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "GOUVERNANCE un vote secret ne dit pas qui": a_vote_says_no_more_than_it_should,
}
