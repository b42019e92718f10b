"""What a carer declares on her own page: zone, needs, hours, room, pause."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from maillon.apps.desk.actions.enrol_words import desk_for
from maillon.apps.desk.actions.enrolling import to_verify
from maillon.apps.desk.models import Enrolment
from maillon.apps.desk.vocabulary import PARTS_OF_DAY
from maillon.apps.directory.actions import (
    declare_availability,
    declare_coverage,
    declare_terms,
    pause,
)
from maillon.apps.directory.queries import around, communes
from maillon.errors import NotFound, Refused
from maillon.kernel.access import LinkViewer, Viewer

__all__ = [
    "EVERY_DAY",
    "EVERY_PART",
    "MOST_KM",
    "Wishes",
    "apply_wishes",
    "declare_wishes",
    "pause_self",
]

MOST_KM: Final = 60
EVERY_DAY: Final = tuple(range(7))
EVERY_PART: Final = tuple(code for code in PARTS_OF_DAY if code)


@dataclass(frozen=True, slots=True)
class Wishes:
    """``km``: round each of the communes, 0 for them alone. ``takes``: ``None`` for all.

    ``hours_told``: ``False`` for who never saw her page; every day and part ticked is told too.
    """

    communes: tuple[str, ...]
    km: int = 0
    takes: tuple[str, ...] | None = None
    days: tuple[int, ...] = EVERY_DAY
    parts: tuple[str, ...] = EVERY_PART
    weekly_capacity: int = 2
    live_limit: int = 3
    hours_told: bool = True

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Wishes":
        """From what the database keeps."""
        lists: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return cls(**lists)

    @property
    def works(self) -> dict[str, list[Any]] | None:
        """Her hours as the directory keeps them; ``None`` where she told none."""
        if not self.hours_told:
            return None
        return {"days": sorted(self.days), "parts": [p for p in EVERY_PART if p in self.parts]}


def declare_wishes(
    *, enrolment_id: UUID, wishes: Wishes, national_number: str = "", by: LinkViewer, now: datetime
) -> None:
    """Keep what she declares; it counts at once for a verified carer, after the call otherwise.

    ``national_number`` is heard only before the desk has verified. Raises ``NotFound``, and
    ``Refused``: ``enrolment_outside``, those of ``declare_coverage`` and ``declare_terms``.
    """
    with transaction.atomic():
        hers = Enrolment.objects.select_for_update().filter(pk=enrolment_id).first()
        if hers is None or by.object_id != enrolment_id or hers.state == Enrolment.State.REFUSED:
            raise NotFound
        places = communes(by, wishes.communes)
        named = [places[insee] for insee in wishes.communes if insee in places]
        desk = desk_for(named) if named else None
        if desk is None:
            raise Refused("enrolment_outside")
        hers.wishes, hers.communes = asdict(wishes), list(wishes.communes)
        if hers.state == Enrolment.State.VERIFIED and hers.responder_id:
            apply_wishes(hers.responder_id, wishes, by=by, now=now)
        else:
            hers.desk, hers.commune_id = desk, named[0].insee
            hers.national_number = national_number or hers.national_number
        hers.save()
        if hers.state == Enrolment.State.ASKED and hers.national_number:
            to_verify(hers, desk, now)


def apply_wishes(responder_id: UUID, wishes: Wishes, *, by: Viewer, now: datetime) -> None:
    """Make them her responder's; all of them or none, in the caller's transaction."""
    kind, shape = _zone(wishes, by)
    declare_coverage(responder_id=responder_id, kind=kind, shape=shape, by=by, now=now)
    declare_terms(
        responder_id=responder_id, takes=wishes.takes, works=wishes.works,
        live_limit=wishes.live_limit, by=by, now=now,
    )  # fmt: skip
    declare_availability(
        responder_id=responder_id, availability="yes", weekly_capacity=wishes.weekly_capacity,
        by=by, now=now,
    )  # fmt: skip


def _zone(wishes: Wishes, by: Viewer) -> tuple[str, dict[str, Any]]:
    """A circle round her only commune; the communes she named, and those round each of them."""
    if not wishes.km:
        return "communes", {"communes": list(wishes.communes)}
    km, named = min(wishes.km, MOST_KM), communes(by, wishes.communes).values()
    only = next(iter(named)) if len(named) == 1 else None
    if only and only.lon is not None and only.lat is not None:
        return "radius", {"lon": only.lon, "lat": only.lat, "km": km}
    return "communes", {"communes": sorted({*wishes.communes, *around(by, named, km)})}


def pause_self(*, enrolment_id: UUID, days: int, by: LinkViewer, now: datetime) -> None:
    """No offer for some days; 0: back at once. ``NotFound`` before she is verified."""
    hers = Enrolment.objects.filter(pk=enrolment_id, state=Enrolment.State.VERIFIED).first()
    if hers is None or by.object_id != enrolment_id or hers.responder_id is None:
        raise NotFound
    until = now + timedelta(days=days) if days else None
    pause(responder_id=hers.responder_id, until=until, by=by, now=now)
