"""Requests already there, in a line each, while somebody is on the phone.

Those of the viewer's desks are told; of one that another desk of the region holds, she sees the
number, the desk and the hour, as whoever gave a request away does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.care.access import FIELDS
from maillon.apps.desk import standing
from maillon.apps.desk.access import desks_of, require_agent
from maillon.apps.desk.models import Desk, ServiceRequest
from maillon.apps.desk.queries.moments import since_words
from maillon.apps.desk.vocabulary import FREQUENCIES, need_label
from maillon.kernel.access import AccountViewer, Grant, Relation
from maillon.kernel.accesslog import traced

__all__ = ["PastRequest", "past", "standing_house", "standing_requests"]

ON_REQUEST: Final = Grant(Relation.DESK, "desk_request", FIELDS[Relation.DESK])
EXISTS: Final = Grant(Relation.NONE, "intake", frozenset({"existence"}))


@dataclass(frozen=True, slots=True)
class PastRequest:
    """A request in a line; it names no person. ``elsewhere``: the desk that holds it, if not hers;
    then nothing else is told.
    """

    id: UUID
    reference: str
    received: str
    title: str = ""
    place: str = ""
    lane: str = ""
    owner: str = ""
    elsewhere: str = ""


def standing_requests(
    viewer: AccountViewer, desk_id: UUID, patient_id: UUID, *, now: datetime
) -> tuple[PastRequest, ...]:
    """Open requests of the region about the person: what would be a duplicate; traced."""
    desk = require_agent(viewer, desk_id)
    rows = standing.about_person(desk.organization_id, patient_id)
    found = past(viewer, desk, rows.select_related("commune", "owner_account", "desk"), now)
    for one in found:
        traced(
            viewer,
            EXISTS if one.elsewhere else ON_REQUEST,
            object_type="request",
            object_id=one.id,
            now=now,
            patient_id=patient_id,
            organization_id=desk.organization_id,
            fields=("existence",) if one.elsewhere else ("need",),
        )
    return found


def standing_house(
    viewer: AccountViewer,
    desk_id: UUID,
    house: standing.House,
    days: Iterable[standing.Days],
    *,
    now: datetime,
) -> tuple[PastRequest, ...]:
    """Open requests of the region for this establishment on the same days."""
    desk = require_agent(viewer, desk_id)
    return past(viewer, desk, standing.about_house(desk.organization_id, house, days), now)


def past(
    viewer: AccountViewer, desk: Desk, rows: Iterable[ServiceRequest], now: datetime
) -> tuple[PastRequest, ...]:
    """The lines of these requests as this viewer may read them, hours on the desk's clock."""
    tz, hers = ZoneInfo(desk.timezone), desks_of(viewer)
    return tuple(
        _hers(row, now, tz)
        if row.desk_id in hers
        else PastRequest(
            row.pk, row.reference, since_words(row.received_at, now, tz), elsewhere=row.desk.name
        )
        for row in rows
    )


def _hers(row: ServiceRequest, now: datetime, tz: ZoneInfo) -> PastRequest:
    return PastRequest(
        id=row.pk,
        reference=row.reference,
        received=since_words(row.received_at, now, tz),
        title=_title(row),
        place=row.commune.name,
        lane=row.get_lane_display(),
        owner=row.owner_account.name if row.owner_account else "",
    )


def _title(request: ServiceRequest) -> str:
    needs = request.needs.order_by("position").values_list("code", "frequency")
    return " ; ".join(f"{need_label(code)}, {FREQUENCIES[often]}" for code, often in needs)
