"""Who can be asked: enrolling, and what a responder declares about herself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.directory import access
from maillon.apps.directory.models import PractitionerRole, Responder
from maillon.apps.directory.origins import origin_of
from maillon.apps.directory.phones import e164
from maillon.errors import NotAllowed, NotFound, Refused
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer
from maillon.kernel.crypto import blind_index, fold

__all__ = ["declare_availability", "declare_terms", "enrol", "opt_in", "opt_out", "pause"]

MAX_LIVE: Final = 10  # offers waiting at once: more is a list nobody reads
MAX_CAPACITY: Final = 200  # places a week: more is a slip of the finger


def enrol(
    *,
    role_id: UUID,
    phone: str,
    takes: Iterable[str] | None,
    by: Viewer,
    now: datetime,
    sms_ok: bool = True,
) -> UUID:
    """Make a practitioner role askable, or renew its phone and what it takes; returns its id.

    ``takes``: codes of needs, ``None`` for every need of the profession. An opt-out stands.
    Raises ``NotAllowed``, ``NotFound``, ``Refused('role_ended')``, ``Refused('phone_unreadable')``.
    """
    _check_may_enrol(by)
    line = e164(phone)
    if phone and not line:
        raise Refused("phone_unreadable")
    with transaction.atomic():
        role = PractitionerRole.objects.select_related("practitioner").filter(pk=role_id).first()
        if role is None:
            raise NotFound
        if role.ended_on is not None and role.ended_on <= now.date():
            raise Refused("role_ended")
        responder = Responder.objects.filter(practitioner_role=role).first() or Responder(
            practitioner_role=role, kind=Responder.Kind.PRACTITIONER_ROLE, enrolled_at=now
        )
        _describe(responder, role)
        responder.phone, responder.phone_index = line, blind_index("phone", line) if line else ""
        responder.sms_ok = sms_ok and bool(line)
        responder.takes = None if takes is None else sorted(set(takes))
        responder.enrolled_at = responder.enrolled_at or now
        responder.save()
    return responder.pk


def _check_may_enrol(by: Viewer) -> None:
    if isinstance(by, LinkViewer):
        raise NotAllowed
    if isinstance(by, AccountViewer) and not access.enrols(by):
        raise NotAllowed


def _describe(responder: Responder, role: PractitionerRole) -> None:
    responder.name = role.practitioner.display[:120]
    responder.folded_name = fold(responder.name)[:120]
    responder.profession = role.profession
    responder.commune_id = role.commune_id


def declare_availability(
    *,
    responder_id: UUID,
    availability: str,
    by: Viewer,
    now: datetime,
    weekly_capacity: int | None = None,
) -> None:
    """Note that she can take people, cannot, or no longer says; dated, with its origin.

    ``weekly_capacity``: places a week, unchanged when ``None``. Raises ``NotFound``,
    ``Refused('availability_unknown')``, ``Refused('capacity_out_of_range')``.
    """
    if availability not in Responder.Availability.values:
        raise Refused("availability_unknown")
    if weekly_capacity is not None and not 0 <= weekly_capacity <= MAX_CAPACITY:
        raise Refused("capacity_out_of_range", limit=MAX_CAPACITY)
    with transaction.atomic():
        responder = access.reachable(by, responder_id)
        changes: dict[str, object] = {
            "availability": availability,
            "availability_declared_at": now,
            "availability_origin": origin_of(by, responder_id),
        }
        if weekly_capacity is not None:
            changes["weekly_capacity"] = weekly_capacity
        Responder.objects.filter(pk=responder.pk).update(**changes)


def declare_terms(
    *,
    responder_id: UUID,
    takes: Iterable[str] | None,
    works: dict[str, list[Any]] | None,
    live_limit: int,
    by: Viewer,
    now: datetime,
) -> None:
    """What she takes, when she works, and how many offers may wait for her at once.

    ``takes``: codes of needs, ``None`` for every need of her profession. ``works``:
    ``{"days": [0…6], "parts": [codes of parts of the day]}``, ``None`` where she told none: any
    time is then supposed.
    Raises ``NotFound``, ``Refused('live_limit_out_of_range')``, ``Refused('works_nothing')``.
    """
    if not 1 <= live_limit <= MAX_LIVE:
        raise Refused("live_limit_out_of_range", limit=MAX_LIVE)
    if works is not None and not (works["days"] and works["parts"]):
        raise Refused("works_nothing")
    with transaction.atomic():
        responder = access.reachable(by, responder_id)
        Responder.objects.filter(pk=responder.pk).update(
            takes=None if takes is None else sorted(set(takes)), works=works, live_limit=live_limit
        )


def pause(*, responder_id: UUID, until: datetime | None, by: Viewer, now: datetime) -> None:
    """Ask her nothing before ``until``; ``None`` ends the pause.

    Raises ``NotFound`` and ``Refused('pause_in_the_past')``.
    """
    if until is not None and until <= now:
        raise Refused("pause_in_the_past")
    with transaction.atomic():
        responder = access.reachable(by, responder_id)
        Responder.objects.filter(pk=responder.pk).update(paused_until=until)


def opt_out(*, phone_index: str, by: Viewer, now: datetime) -> int:
    """STOP from this line: nobody behind it is solicited again; how many it changed."""
    return _behind(phone_index).filter(opted_out_at=None).update(opted_out_at=now)


def opt_in(*, phone_index: str, by: Viewer, now: datetime) -> int:
    """The line takes its STOP back; how many it changed."""
    return _behind(phone_index).exclude(opted_out_at=None).update(opted_out_at=None)


def _behind(phone_index: str) -> QuerySet[Responder]:
    return Responder.objects.filter(phone_index=phone_index).exclude(phone_index="")
