"""Counts for those who manage a structure: figures, never a person (relation S)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from maillon.apps.desk.access import managed_organizations
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.vocabulary import REQUESTER_KINDS, need_label
from maillon.errors import NotFound
from maillon.kernel.access import Viewer

__all__ = ["Counts", "counts"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many, over a stretch of days, as of a moment."""

    since: datetime
    as_of: datetime
    received: int
    open: int
    begun: int
    late: int
    by_requester: tuple[tuple[str, int], ...]
    by_need: tuple[tuple[str, int], ...]


def counts(viewer: Viewer, *, now: datetime, days: int = 7) -> Counts:
    """Requests of the structures the viewer manages; ``NotFound`` when there is none."""
    managed = managed_organizations(viewer)
    if not managed:
        raise NotFound
    since = now - timedelta(days=days)
    rows = ServiceRequest.objects.filter(organization_id__in=managed, received_at__gte=since)
    totals = rows.aggregate(
        received=Count("pk"),
        open=Count("pk", filter=Q(closed_at=None)),
        begun=Count("pk", filter=Q(closing="care_begun")),
        late=Count("pk", filter=Q(closed_at=None, deadline_at__lt=now)),
    )
    kinds = rows.values_list("requester_kind").annotate(n=Count("pk")).order_by("-n")
    needs = rows.values_list("needs__code").annotate(n=Count("needs__pk")).order_by("-n")
    return Counts(
        since=since,
        as_of=now,
        by_requester=tuple((REQUESTER_KINDS[kind].label, n) for kind, n in kinds),
        by_need=tuple((need_label(code), n) for code, n in needs if code),
        **totals,
    )
