"""What must always hold of meetings."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.journal.models import Entry
from maillon.apps.meetings.acts import HELD
from maillon.apps.meetings.models import Decision, Meeting
from maillon.apps.meetings.paper import fingerprint

__all__ = ["INVARIANTS"]


def closed_minutes_stand(now: datetime) -> Iterator[str]:
    """Minutes that are closed are the ones the journal sealed, or what an erasure left of them."""
    for meeting in Meeting.objects.exclude(closed_at=None).iterator(chunk_size=200):
        if fingerprint(meeting) != (meeting.left_digest or meeting.digest):
            yield f"compte rendu de la réunion {meeting.pk} : changé après sa clôture"


def held_meetings_are_written_once(now: datetime) -> Iterator[str]:
    """A meeting closed is one act that stands in the journal, with its fingerprint."""
    acts = [act.code for act in HELD.values()]
    for meeting in Meeting.objects.exclude(closed_at=None).iterator(chunk_size=200):
        told = Entry.objects.filter(
            act__in=acts, subjects__kind="meeting", subjects__object_id=meeting.pk, cancels=None
        ).select_related("cancelled_by")
        standing = [one.documents for one in told if not hasattr(one, "cancelled_by")]
        # An act may be cancelled altogether; corrected, another stands in its place.
        if not told or standing not in ([], [[meeting.digest]]):
            yield f"réunion {meeting.pk} : close, et pas écrite une fois au journal"


def decisions_are_owed(now: datetime) -> Iterator[str]:
    """After the meeting each decision is somebody's task, open until its outcome is said."""
    closed = Decision.objects.exclude(meeting__closed_at=None).select_related("task")
    for decision in closed.iterator(chunk_size=200):
        if decision.task is None:
            yield f"décision {decision.pk} : sans tâche après la réunion"
        elif bool(decision.outcome) != (decision.task.closed_at is not None):
            yield f"décision {decision.pk} : sa tâche et sa suite se contredisent"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "RÉUNION un compte rendu clos ne change plus": closed_minutes_stand,
    "RÉUNION une réunion tenue est un acte": held_meetings_are_written_once,
    "RÉUNION une décision est la tâche de quelqu’un": decisions_are_owed,
}
