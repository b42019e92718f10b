"""The telephone of the desk: what the switchboard tells, who takes a call, whose telephone it is.

Words may come twice, late, or in another order than things happened: each fills its own
moment of the call, once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions.missing import note_missed, settle
from maillon.apps.desk.models import Call, Desk, Extension
from maillon.apps.directory.phones import e164, region_of
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import SYSTEM, AccountViewer, System
from maillon.kernel.crypto import blind_index

__all__ = ["NewExtension", "Word", "hear_call", "set_telephones", "take_call"]

NUMBER_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the switchboard about one call."""

    kind: Literal["started", "answered", "ended"]
    key: str
    at: datetime
    phone: str = ""  # E.164, or nothing where the number is hidden
    extension: str = ""


def hear_call(*, desk_id: UUID, word: Word, by: System, now: datetime) -> str:
    """Write one moment of a call: ``recorded``, or ``known`` when it already stood.

    ``NotFound`` for a desk that does not exist. A number is forgotten after thirty days.
    """
    field = f"{word.kind}_at"
    with transaction.atomic():
        if not Desk.objects.filter(pk=desk_id).exists():
            raise NotFound
        call = _locked(desk_id, word.key, now)
        if getattr(call, field) is not None:
            return "known"
        setattr(call, field, word.at)
        if word.phone and not call.caller_index:
            call.caller_phone, call.caller_index = word.phone, blind_index("phone", word.phone)
        if word.extension:
            call.extension, call.account_id = word.extension, _holder(desk_id, word.extension, now)
        call.save()
        note_missed(call, now=now)
        _forget(desk_id, now)
        events.bump(f"desk:{desk_id}")
    return "recorded"


def _locked(desk_id: UUID, key: str, now: datetime) -> Call:
    """The call, alone with us until the end of the transaction; made if this is its first word."""
    try:
        with transaction.atomic():
            Call(desk_id=desk_id, key=key, heard_at=now).save(force_insert=True)
    except IntegrityError:
        pass  # known already, or another word of it came at the same instant
    held = Call.objects.select_related("desk").select_for_update(of=("self",))
    return held.get(desk_id=desk_id, key=key)


def _holder(desk_id: UUID, number: str, now: datetime) -> UUID | None:
    """Whose telephone this is, if she still answers at this desk."""
    found = Extension.objects.filter(desk_id=desk_id, number=number).first()
    agents = access.agents_of(desk_id, now=now) if found else frozenset()
    return found.account_id if found and found.account_id in agents else None


def _forget(desk_id: UUID, now: datetime) -> None:
    old = Call.objects.filter(desk_id=desk_id, heard_at__lt=now - NUMBER_KEPT)
    numbered = old.exclude(caller_index="")
    settle(list(numbered.values_list("pk", flat=True)), "forgotten", SYSTEM, now)
    numbered.update(caller_phone="", caller_index="")


def take_call(*, call_id: UUID, by: AccountViewer, now: datetime) -> Call:
    """This agent opens the intake for this call: the first one does, the others are told who.

    ``NotFound`` for whoever is not of the desk.
    """
    with transaction.atomic():
        call = Call.objects.filter(pk=call_id).first()
        if call is None:
            raise NotFound
        access.require_agent(by, call.desk_id)
        free = Call.objects.filter(pk=call_id, taken_at=None)
        if free.update(taken_by=by.account_id, taken_at=now):
            settle([call_id], "taken", by, now)
            events.bump(f"desk:{call.desk_id}")
    call = Call.objects.select_related("taken_by").get(pk=call_id)
    if call.taken_by_id != by.account_id:
        raise Refused("call_taken", who=call.taken_by.name if call.taken_by else "un collègue")
    return call


@dataclass(frozen=True, slots=True)
class NewExtension:
    """Whose telephone has which number."""

    account_id: UUID
    number: str


def set_telephones(
    *,
    desk_id: UUID,
    extensions: Sequence[NewExtension],
    fallback_phone: str,
    by: AccountViewer,
    now: datetime,
) -> None:
    """The telephones of the desk in the order they ring, and where calls go when it is closed.

    By whoever leads the desk; ``NotFound`` for anybody else, and for a colleague of another desk.
    """
    desk = access.require_lead(by, desk_id)
    numbers = [one.number for one in extensions]
    if len(set(numbers)) < len(numbers):
        raise Refused("extension_twice")
    fallback = e164(fallback_phone, region_of(desk.commune_id)) if fallback_phone else ""
    if fallback_phone and not fallback:
        raise Refused("fallback_unreadable")
    if {one.account_id for one in extensions} - access.agents_of(desk_id, now=now):
        raise NotFound
    with transaction.atomic():
        Extension.objects.filter(desk_id=desk_id).delete()
        Extension.objects.bulk_create(
            Extension(desk_id=desk_id, account_id=one.account_id, number=one.number, position=place)
            for place, one in enumerate(extensions)
        )
        Desk.objects.filter(pk=desk.pk).update(fallback_phone=fallback)
        record(
            act="desk.settings_changed", organization_id=desk.organization_id, by=by, now=now,
            subjects=[("desk", desk.pk)], data={"changed": ["telephones"]},
        )  # fmt: skip
