"""What a planner reads of a week: how long, for how many, shared how."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Min

from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest
from maillon.engines.dispatch.sharing import gini
from maillon.project.simulation.world import World

__all__ = ["of_week"]


def of_week(world: World) -> dict[str, Any]:
    """``times`` in minutes of the clock, ``fairness`` as Gini of what places declared received."""
    return {"times": _times(), "fairness": _fairness(world)}


def _times() -> dict[str, Any]:
    searched = Need.objects.exclude(search_started_at=None).annotate(
        found_at=Min("assignments__accepted_at"), asked_at=F("request__received_at")
    )
    rows = list(searched.values_list("asked_at", "found_at", "begun_at", "found_by"))
    found = [_minutes(asked, at) for asked, at, _, _ in rows if at]
    begun = [_minutes(asked, at) for asked, _, at, _ in rows if at]
    rows_of_requests = ServiceRequest.objects.values_list("received_at", "triaged_at")
    handled = [_minutes(received, at) for received, at in rows_of_requests if at]
    late = Need.objects.filter(callbacks__kind="not_found_yet").distinct().count()
    return {
        "to_triage": _spread(handled),
        "to_found": _spread(found),
        "to_begun": _spread(begun),
        "needs_searched": len(rows),
        "needs_found": len(found),
        "not_found_at_deadline": round(late / len(rows), 4) if rows else 0.0,
    }


def _minutes(first: datetime, second: datetime) -> float:
    return max(0.0, (second - first) / timedelta(minutes=1))


def _spread(values: list[float]) -> dict[str, float]:
    if not values:
        return {"n": 0}
    ordered = sorted(values)
    at = {p: ordered[min(len(ordered) - 1, len(ordered) * p // 100)] for p in (50, 90)}
    return {"n": len(ordered), "p50": round(at[50], 1), "p90": round(at[90], 1)}


def _fairness(world: World) -> dict[str, Any]:
    offers = Counter(Offer.objects.values_list("responder_id", flat=True))
    taken = Counter(Assignment.objects.values_list("responder_id", flat=True))
    able = [c for c in world.carers if c.capacity and c.responder.availability != "no"]
    places = [c.capacity for c in able]
    return {
        "carers": len(able),
        "offers": sum(offers.values()),
        "acceptances": sum(taken.values()),
        "offers_per_carer": round(sum(offers.values()) / max(1, len(able)), 2),
        "gini_offers": _gini([offers[c.responder.pk] for c in able], places),
        "gini_acceptances": _gini([taken[c.responder.pk] for c in able], places),
    }


def _gini(received: list[int], places: list[int]) -> float | None:
    return round(gini(received, places), 4) if sum(received) else None
