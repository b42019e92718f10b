"""Many requests of one desk, copied from a real one: what a report needs is numbers."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from maillon.apps.desk.models import Need, ServiceRequest
from maillon.kernel.chance import new_id
from tests.factories import desk as situations
from tests.factories.desk import DeskWorld

__all__ = ["Kind", "crowd"]


@dataclass(frozen=True)
class Kind:
    """So many requests of one sort on one day."""

    day: date
    count: int
    requester: str = "hospital"
    need: str = "dressing"
    commune: str = "42207"
    closing: str = ""
    closed_at: datetime | None = None


def crowd(world: DeskWorld, kinds: Iterable[Kind]) -> list[ServiceRequest]:
    """Only these requests; the one they are copied from is moved to the first day."""
    model = situations.request_received(world)
    requests: list[ServiceRequest] = []
    needs: list[Need] = []
    for kind in kinds:
        situations.commune(kind.commune)
        for _ in range(kind.count):
            one = _copied(model, kind, len(requests) + 100)
            requests.append(one)
            needs.append(
                Need(request=one, position=1, code=kind.need, frequency="daily", starts_on=kind.day)
            )
    ServiceRequest.objects.bulk_create(requests)
    Need.objects.bulk_create(needs)
    ServiceRequest.objects.filter(pk=model.pk).update(day=date(2019, 1, 1))
    return requests


def _copied(model: ServiceRequest, kind: Kind, number: int) -> ServiceRequest:
    one = copy(model)
    one._state = copy(model._state)
    one._state.fields_cache = {}
    one.pk, one.number, one.day = new_id(), number, kind.day
    one.reference = f"{kind.day:%m%d}-{number}"
    one.received_at = model.received_at + timedelta(days=(kind.day - model.day).days)
    one.requester_kind, one.commune_id = kind.requester, kind.commune
    # Sealed under the key of the row they come from: nothing of them is read here.
    one.quarter = one.living = one.note = ""
    one.closing, one.closed_at = kind.closing, kind.closed_at
    if kind.closed_at:
        one.lane, one.deadline_at = "closed", None
    return one
