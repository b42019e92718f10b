"""What a planner reads of a week: how long, for how many, shared how.

Time to acceptance runs from the call, or from when a replacement was looked for, to the first
yes, for every need that was searched; where several places were asked for, to the yes that filled
the last one, and a need whose last places were given up was never found. Nobody found counts as
longer than any wait: a way of asking that finds fewer people cannot look faster for it. A
percentile that falls among those never found is ``None``. One yes is one acceptance, however many
nights it takes.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, F, When

from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest, Shift
from maillon.apps.journal.models import Subject
from maillon.engines.dispatch.sharing import gini
from maillon.project.simulation.world import World

__all__ = ["MARKS", "of_week"]

MARKS: Final = (15, 30, 60, 120, 240, 480, 1440)  # minutes after the call


def of_week(world: World) -> dict[str, Any]:
    """``times`` in minutes of the clock, ``fairness`` as Gini of what availability received."""
    return {"times": _times(), "fairness": _fairness(world)}


def _times() -> dict[str, Any]:
    asked_at = Case(When(renews=None, then=F("request__received_at")), default="search_started_at")
    searched = Need.objects.exclude(search_started_at=None).annotate(asked_at=asked_at)
    filled = _filled()
    rows = [
        (asked, filled.get(pk), begun)
        for pk, asked, begun in searched.values_list("pk", "asked_at", "begun_at")
    ]
    found = [_minutes(asked, at) for asked, at, _ in rows if at]
    begun = [_minutes(asked, at) for asked, _, at in rows if at]
    rows_of_requests = ServiceRequest.objects.values_list("received_at", "triaged_at")
    handled = [_minutes(received, at) for received, at in rows_of_requests if at]
    late = Need.objects.filter(callbacks__kind="not_found_yet").distinct().count()
    return {
        "to_triage": _spread(handled),
        "to_found": _spread(found),
        "to_begun": _spread(begun),
        "to_acceptance": _with_never(found, len(rows)),
        "needs_searched": len(rows),
        "needs_found": len(found),
        "not_found_at_deadline": _share(late, len(rows)),
    }


def _filled() -> dict[UUID, datetime]:
    """When each need had had a yes for every place asked; those that never had are left out."""
    said: defaultdict[UUID, list[datetime]] = defaultdict(list)
    for shift, at in Assignment.objects.order_by("accepted_at").values_list("shift", "accepted_at"):
        said[shift].append(at)
    filled: dict[UUID, datetime] = {}
    missing = set(
        Subject.objects.filter(kind="need", entry__act="desk.seats_given_up").values_list(
            "object_id", flat=True
        )
    )
    for need, shift, seats in Shift.objects.values_list("need", "pk", "seats"):
        if len(said[shift]) < seats:
            missing.add(need)
        elif seats:
            filled[need] = max(filled.get(need, said[shift][0]), said[shift][seats - 1])
    return {need: at for need, at in filled.items() if need not in missing}


def _minutes(first: datetime, second: datetime) -> float:
    return max(0.0, (second - first) / timedelta(minutes=1))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _spread(values: list[float]) -> dict[str, float]:
    if not values:
        return {"n": 0}
    ordered = sorted(values)
    at = {p: ordered[min(len(ordered) - 1, len(ordered) * p // 100)] for p in (50, 90)}
    return {"n": len(ordered), "p50": round(at[50], 1), "p90": round(at[90], 1)}


def _with_never(found: Sequence[float], searched: int) -> dict[str, Any]:
    """Percentiles over every need searched, and the share found after so many minutes."""
    ordered = sorted(found)
    at = {p: searched * p // 100 for p in (50, 90)}
    percentiles = {
        f"p{p}": round(ordered[place], 1) if place < len(ordered) else None
        for p, place in at.items()
    }
    within = {str(mark): _share(sum(m <= mark for m in ordered), searched) for mark in MARKS}
    never = _share(searched - len(ordered), searched)
    return {"n": searched, **percentiles, "within": within, "never": never}


def _fairness(world: World) -> dict[str, Any]:
    """Two rulers: places a week she declared, and hours a week she declared.

    Whoever said she is not available, or declared none, stands on neither.
    """
    offers = Counter(Offer.objects.values_list("responder_id", flat=True))
    yeses = set(Assignment.objects.values_list("offer_id", "responder_id"))
    taken = Counter(responder for _, responder in yeses)
    willing = [c for c in world.carers if c.responder.availability != "no"]
    able = [c for c in willing if c.capacity]
    told = [c for c in able if c.hours]
    places = {c.responder.pk: c.capacity for c in able}
    hours = {c.responder.pk: c.hours for c in told}
    return {
        "carers": len(able),
        "offers": sum(offers.values()),
        "acceptances": sum(taken.values()),
        "offers_per_carer": round(sum(offers.values()) / max(1, len(able)), 2),
        "gini_offers": _gini(offers, places),
        "gini_acceptances": _gini(taken, places),
        "gini_offers_per_hour": _gini(offers, hours),
        "gini_acceptances_per_hour": _gini(taken, hours),
    }


def _gini(received: Counter[Any], declared: dict[Any, int]) -> float | None:
    """``None`` where nobody declared anything, or nobody received anything."""
    got = [received[pk] for pk in declared]
    return round(gini(got, list(declared.values())), 4) if sum(got) else None
