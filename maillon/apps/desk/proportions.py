"""How many of everything a desk has: counts, and nothing of anybody."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Min, QuerySet

from maillon.apps.desk.models import Desk, Need, ServiceRequest
from maillon.apps.directory.models import Responder

__all__ = ["desk_counts"]

LOOKED_BACK: Final = timedelta(weeks=8)


def desk_counts(desk: Desk, *, now: datetime) -> dict[str, Any]:
    """How many of everything a desk has: carers by profession and by what they said, requests
    of the last eight weeks, their urgencies, its hours and its policy.
    """
    carers = Responder.objects.filter(
        enrolled_at__isnull=False, opted_out_at=None,
        covered__commune__in=desk.communes.values("commune"), covered__near=False,
    ).distinct()  # fmt: skip
    lately = ServiceRequest.objects.filter(received_desk=desk, received_at__gt=now - LOOKED_BACK)
    rows = list(carers.values_list("pk", "profession", "availability"))
    return {
        "requests": lately.count(),
        "days": _days(lately, now),
        "people": dict(Counter(profession for _, profession, _ in rows)),
        "availability": dict(Counter(said for _, _, said in rows)),
        "needs": dict(
            Counter(Need.objects.filter(request__in=lately).values_list("code", flat=True))
        ),
        "urgencies": dict(Counter(lately.values_list("urgency", flat=True))),
        "hours": desk.opening_hours,
        "policy": desk.policy,
        "timezone": desk.timezone,
    }


def _days(lately: QuerySet[ServiceRequest], now: datetime) -> int:
    """How long these requests took to come: a desk opened last week has not had eight."""
    first = lately.aggregate(first=Min("received_at"))["first"]
    return max(1, -((first - now) // timedelta(days=1))) if first else LOOKED_BACK.days
