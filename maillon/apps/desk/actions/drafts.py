"""The half-typed request: on the server, sealed, never lost."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access as care_access
from maillon.apps.care import queries as care
from maillon.apps.desk import access
from maillon.apps.desk.models import Draft, ServiceRequest
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from maillon.kernel.crypto import blind_index

__all__ = ["discard_draft", "draft_from_circle", "restore_draft", "save_draft"]

UNDO = timedelta(seconds=15)  # ten on the page, and the way of the last click


def save_draft(
    *,
    draft_id: UUID,
    desk_id: UUID,
    payload: dict[str, Any],
    phone: str,
    by: AccountViewer,
    now: datetime,
) -> Draft:
    """Keep the form as it stands; the page chose the id, so saving twice is one draft.

    Raises ``NotFound`` when the draft is somebody else's or was already sent or discarded.
    """
    access.require_agent(by, desk_id)
    with transaction.atomic():
        Draft.objects.get_or_create(
            pk=draft_id,
            defaults={
                "desk_id": desk_id,
                "account_id": by.account_id,
                "created_at": now,
                "updated_at": now,
            },
        )
        draft = Draft.objects.select_for_update().get(pk=draft_id)
        if draft.account_id != by.account_id or draft.request_id or draft.discarded_at:
            raise NotFound
        draft.payload = json.dumps(payload)
        draft.caller_index = blind_index("phone", phone) if phone else ""
        draft.updated_at = now
        draft.save(update_fields=["payload", "caller_index", "updated_at"])
    return draft


def draft_from_circle(
    *, patient_id: UUID, desk_id: UUID, by: AccountViewer, now: datetime
) -> Draft:
    """A request begun for somebody whose circle is known: traits, place, carers already filled.

    Raises ``NotFound`` for a person the viewer may not read, or of another structure's desk.
    """
    desk = access.require_agent(by, desk_id)
    known = care.identity_of(by, patient_id, now=now)
    circle = care.around(patient_id, now=now)
    typed = {
        "birth_date": known.birth_date, "birth_name": known.birth_name,
        "given_name": known.given_name, "sex": known.sex, "person_phone": known.phone,
        "address": known.address, "commune": known.commune_id,
        "gp": str(circle.gp_role_id or ""), "patient": str(patient_id),
    }  # fmt: skip
    payload = {name: [value] for name, value in typed.items() if value}
    payload |= _living(by, patient_id, desk.pk, now)
    payload |= {"usual": [str(pk) for pk in circle.usual]} if circle.usual else {}
    return save_draft(draft_id=new_id(), desk_id=desk.pk, payload=payload, phone="", by=by, now=now)


def _living(
    by: AccountViewer, patient_id: UUID, desk_id: UUID, now: datetime
) -> dict[str, list[str]]:
    """Her living conditions as this desk last heard them, for whoever may still read them."""
    rows = ServiceRequest.objects.filter(patient_id=patient_id, desk_id=desk_id)
    last = rows.order_by("-received_at").first()
    if last is None or care_access.first_grant(by, patient_id, "living", now) is None:
        return {}
    known = json.loads(last.living or "{}")
    found = {name: [str(known[name])] for name in ("floor", "helper_until") if known.get(name)}
    ticked = [code for code, value in known.items() if value is True]
    return found | ({"living": ticked} if ticked else {})


def discard_draft(*, draft_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Put a draft aside; nobody else's can be."""
    mine = Draft.objects.filter(pk=draft_id, account_id=by.account_id, request=None)
    if not mine.update(discarded_at=now):
        raise NotFound


def restore_draft(*, draft_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Take back a draft put aside a moment ago; ``Refused('too_late_to_undo')`` later on."""
    mine = Draft.objects.filter(pk=draft_id, account_id=by.account_id, request=None)
    if not mine.exists():
        raise NotFound
    if not mine.filter(discarded_at__gt=now - UNDO).update(discarded_at=None):
        raise Refused("too_late_to_undo")
