"""How long people waited: median and ninetieth percentile, where at least eleven did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID

from django.db.models import Min, Q

from maillon.apps.observatory.counting import received
from maillon.apps.observatory.measures import HEARD, found_at
from maillon.engines.secrecy import FLOOR

__all__ = ["Delay", "delays", "quantile"]

STEPS: Final = (
    ("triaged_at", "Pour trier la demande"),
    ("first_yes", "Pour trouver quelqu’un"),
    ("told_at", "Pour dire au demandeur que c’est trouvé"),
    ("first_care", "Pour que le soin commence"),
)
ANSWERED: Final = ("answered_at", "Pour donner la réponse au demandeur")
_found_told = Q(callbacks__kind="found", callbacks__outcome__in=HEARD)
_answer_told = Q(callbacks__kind="answer", callbacks__outcome__in=HEARD)


@dataclass(frozen=True, slots=True)
class Delay:
    """From the call to a step: half waited less than ``median``, nine in ten less than ``p90``."""

    label: str
    median: timedelta | None  # withheld below eleven
    p90: timedelta | None


def delays(desk_id: UUID, start: date, end: date, *, clinical: bool) -> tuple[Delay, ...]:
    """The waits of the requests received from ``start``, ``end`` left out.

    A ``clinical`` desk answers too: the wait for its answer is the last one.
    """
    steps = (*STEPS, ANSWERED) if clinical else STEPS
    rows = list(
        received(desk_id, start, end)
        .annotate(
            first_yes=found_at(),
            first_care=Min("needs__begun_at"),
            told_at=Min("callbacks__closed_at", filter=_found_told),
            answered_at=Min("callbacks__closed_at", filter=_answer_told),
        )
        .values("received_at", *(field for field, _ in steps))
    )
    return tuple(
        _delay(label, ((row["received_at"], row[field]) for row in rows)) for field, label in steps
    )


def _delay(label: str, pairs: Iterable[tuple[datetime, datetime | None]]) -> Delay:
    waits = sorted(max(end - start, timedelta(0)) for start, end in pairs if end)
    if len(waits) < FLOOR:
        return Delay(label, None, None)
    return Delay(label, quantile(waits, 0.5), quantile(waits, 0.9))


def quantile(ordered: list[timedelta], share: float) -> timedelta:
    """The least of these waits that is not less than ``share`` of them (nearest rank)."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
