"""I20, the third side: what the report counts is what the desk holds and the journal tells."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Max, Min

from maillon.apps.desk.models import Desk, Need, ServiceRequest
from maillon.apps.desk.timing import local_day
from maillon.apps.journal.models import Subject
from maillon.apps.observatory.counting import Desktime, counted
from maillon.apps.observatory.measures import MEASURES

__all__ = ["INVARIANTS"]


def report_agrees(now: datetime) -> Iterator[str]:
    """I20: per desk, requests = "received" acts of the journal = the report's every table."""
    for desk in Desk.objects.order_by("name"):
        requests = ServiceRequest.objects.filter(desk=desk)
        held = requests.aggregate(n=Count("pk"), first=Min("day"), last=Max("day"))
        if not held["n"]:
            continue
        today = max(local_day(desk, now), held["last"])
        time = Desktime.of(desk.pk, held["first"].year, today.year, today)
        said = _received(desk)
        if not held["n"] == said == time.total.between(time.first, time.end):
            yield f"{desk.name} : {held['n']} demandes, {said} au journal, rapport différent"
        needs = Need.objects.filter(request__desk=desk).count()
        for code, measure in MEASURES.items():
            n, expected = counted(time, code), needs if measure.of_needs else held["n"]
            if n != expected:
                yield f"{desk.name}, {measure.title.lower()} : {n} comptés, {expected} attendus"


def _received(desk: Desk) -> int:
    """Requests of the desk whose reception stands in the journal, each once."""
    told = Subject.objects.filter(
        kind="request", entry__act="desk.received", entry__cancelled_by=None,
        object_id__in=ServiceRequest.objects.filter(desk=desk).values("pk"),
    )  # fmt: skip
    return told.values("object_id").distinct().count()


INVARIANTS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "I20 le rapport du poste s’accorde": report_agrees,
}
