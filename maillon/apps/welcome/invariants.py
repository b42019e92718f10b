"""What must always hold of what is asked of coordinators."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import F

from maillon.apps.welcome.models import HelpRequest

__all__ = ["INVARIANTS"]


def closed_with_something_named(now: datetime) -> Iterator[str]:
    """No request is closed by « referred to »: help is named and found with the person, or she
    refused, or her circle or a desk has it."""
    closed = HelpRequest.objects.exclude(closed_at=None).prefetch_related("found")
    for row in closed.iterator(chunk_size=200):
        if row.refused_at is not None:
            continue
        named = {
            "found": bool(row.found.all()),
            "circle": row.patient_id is not None,
            "desk": bool(row.handed_to),
        }
        if not named.get(row.outcome) or not row.with_person:
            yield f"demande d’aide {row.reference} : close sans rien de nommé avec la personne"


def open_is_owed(now: datetime) -> Iterator[str]:
    """Each open request is an open task with a deadline; a closed one owes nothing."""
    rows = HelpRequest.objects.select_related("task")
    for row in rows.iterator(chunk_size=200):
        if (row.closed_at is None) != (row.task.closed_at is None):
            yield f"demande d’aide {row.reference} : sa tâche et elle se contredisent"
    strays = rows.exclude(task__origin_id=F("pk"))
    for reference in strays.values_list("reference", flat=True):
        yield f"demande d’aide {reference} : sa tâche est celle d’une autre"


def refused_is_emptied(now: datetime) -> Iterator[str]:
    """What the person refused says nothing about her any more."""
    for row in HelpRequest.objects.exclude(refused_at=None).iterator(chunk_size=200):
        if row.words or row.person_name or row.requester_phone or row.phone_index:
            yield f"demande d’aide {row.reference} : refusée, et ses mots sont restés"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "P10 aucune demande close sans une suite nommée": closed_with_something_named,
    "P10 toute demande ouverte est une tâche à échéance": open_is_owed,
    "P10 une demande refusée ne dit plus rien": refused_is_emptied,
}
