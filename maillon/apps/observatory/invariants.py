"""I20, the third side: what the report counts is what the desk received and the journal tells."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef

from maillon.apps.desk.models import Desk, Need, ServiceRequest
from maillon.apps.desk.timing import local_day
from maillon.apps.journal.models import Subject
from maillon.apps.observatory.counting import Desktime, categorised, counted
from maillon.apps.observatory.measures import BECAME, MEASURES

__all__ = ["INVARIANTS"]


def report_agrees(now: datetime) -> Iterator[str]:
    """I20: per desk that received, requests = acts of the journal = the report's every table."""
    for desk in Desk.objects.order_by("name"):
        requests = ServiceRequest.objects.filter(received_desk=desk)
        held = requests.aggregate(n=Count("pk"), first=Min("day"), last=Max("day"))
        if not held["n"]:
            continue
        today = max(local_day(desk, now), held["last"])
        time = Desktime.of(desk.pk, held["first"].year, today.year, today)
        said = _received(desk)
        if not held["n"] == said == time.total.between(time.first, time.end):
            yield f"{desk.name} : {held['n']} demandes, {said} au journal, rapport différent"
        needs = Need.objects.filter(request__received_desk=desk).count()
        for code, measure in MEASURES.items():
            n, expected = counted(time, code), needs if measure.of_needs else held["n"]
            if n != expected:
                yield f"{desk.name}, {measure.title.lower()} : {n} comptés, {expected} attendus"


def ends_agree(now: datetime) -> Iterator[str]:
    """I20, per state: the ends the journal told are the ends the report counts, desk by desk.

    A request in which care has begun counts as such, whatever ended it.
    """
    closings = ("answered", "samu15", "redirected", "cancelled")
    for desk in Desk.objects.order_by("name"):
        cases: Any = categorised(MEASURES["became"], desk.pk, date.min, date.max).order_by()
        known = dict(cases.values_list("category").annotate(n=Count("pk")))
        told = _ended(desk)
        for closing in closings:
            if known.get(closing, 0) != told[closing]:
                yield (
                    f"{desk.name}, {BECAME[closing]} : {known.get(closing, 0)} au rapport, "
                    f"{told[closing]} au journal"
                )


def _ended(desk: Desk) -> Counter[str]:
    """How the journal says that requests of the desk ended, those without care begun."""
    begun = Need.objects.filter(request=OuterRef("pk"), state=Need.State.BEGUN)
    here = ServiceRequest.objects.filter(~Exists(begun), received_desk=desk)
    told = Subject.objects.filter(
        kind="request", entry__act="desk.closed", entry__cancels=None, entry__cancelled_by=None,
        object_id__in=here.values("pk"),
    )  # fmt: skip
    return Counter(data.get("closing") for data in told.values_list("entry__data", flat=True))


def _received(desk: Desk) -> int:
    """Requests of the desk whose reception stands in the journal, each once."""
    told = Subject.objects.filter(
        kind="request", entry__act="desk.received", entry__cancelled_by=None,
        object_id__in=ServiceRequest.objects.filter(received_desk=desk).values("pk"),
    )  # fmt: skip
    return told.values("object_id").distinct().count()


INVARIANTS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "I20 le rapport du poste s’accorde": report_agrees,
    "I20 chaque issue s’accorde": ends_agree,
}
