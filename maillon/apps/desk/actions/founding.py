"""A new desk: its number, its ground, its hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction

from maillon.apps.accounts.access import ADMINISTRATION, require_organization
from maillon.apps.desk.models import Desk, DeskCommune
from maillon.apps.directory.geography.zones import covered_communes
from maillon.apps.directory.models import Commune
from maillon.apps.directory.phones import e164, region_of
from maillon.apps.messaging.slots import checked
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.accesslog import traced

__all__ = ["Hours", "NewDesk", "open_desk"]

Hours = Mapping[int, Sequence[tuple[time, time]]]  # 0 is Monday
SECTOR_LENGTH = 24


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What an administrator says of a desk that opens."""

    organization_id: UUID
    name: str
    phone: str
    sector: str  # the word that SMS say
    commune_id: str  # where it sits
    radius_km: float  # its ground: the communes around
    hours: Hours
    timezone: str = "Europe/Paris"
    closed_notice: str = ""
    professionals_only: bool = True


def open_desk(*, new: NewDesk, by: AccountViewer, now: datetime) -> Desk:
    """Open a desk for a structure that the viewer administers.

    Raises ``NotFound`` for another structure, ``Refused``: ``desk_words``, ``desk_sector``,
    ``phone_unreadable``, ``desk_timezone``, ``desk_hours``, ``desk_commune``, and those of a zone.
    """
    require_organization(by, new.organization_id)
    ground = _ground(new)
    desk = Desk(
        organization_id=new.organization_id,
        name=" ".join(new.name.split()),
        phone=e164(new.phone, region_of(new.commune_id)),
        sector=" ".join(new.sector.replace("’", "'").split()),
        commune_id=new.commune_id,
        timezone=new.timezone,
        opening_hours=_weekly(new.hours),
        closed_notice=new.closed_notice.strip(),
        professionals_only=new.professionals_only,
    )
    _check(desk)
    with transaction.atomic():
        desk.save(force_insert=True)
        DeskCommune.objects.bulk_create(DeskCommune(desk=desk, commune_id=one) for one in ground)
        traced(
            by, ADMINISTRATION, object_type="desk", object_id=desk.pk, now=now,
            organization_id=new.organization_id, fields=["desk_opened"],
        )  # fmt: skip
    return desk


def _check(desk: Desk) -> None:
    if not desk.name or not desk.sector or len(desk.sector) > SECTOR_LENGTH:
        raise Refused("desk_words", limit=SECTOR_LENGTH)
    if not _sayable(desk.sector):
        raise Refused("desk_sector")
    if not desk.phone:
        raise Refused("phone_unreadable")
    if desk.timezone not in available_timezones():
        raise Refused("desk_timezone")
    ZoneInfo(desk.timezone)


def _sayable(sector: str) -> bool:
    """Whether an SMS can carry it: a desk whose word none can would never ask anybody."""
    try:
        checked("sector", sector)
    except Refused:
        return False
    return True


def _ground(new: NewDesk) -> list[str]:
    centre = Commune.objects.filter(pk=new.commune_id).first()
    if centre is None:
        raise Refused("desk_commune")
    if centre.longitude is None or centre.latitude is None:
        return sorted(covered_communes("communes", {"communes": [centre.pk]}))
    round_it = {"lon": centre.longitude, "lat": centre.latitude, "km": new.radius_km}
    return sorted(covered_communes("radius", round_it) | {centre.pk})


def _weekly(hours: Hours) -> dict[str, list[list[str]]]:
    """As stored; every span ends after it starts and the week is never empty."""
    spans = [(day, start, end) for day, rows in hours.items() for start, end in rows]
    if not spans or any(start >= end for _, start, end in spans):
        raise Refused("desk_hours")
    weekly: dict[str, list[list[str]]] = {}
    for day, start, end in sorted(spans):
        weekly.setdefault(str(day), []).append([f"{start:%H:%M}", f"{end:%H:%M}"])
    return weekly
