"""The half-typed request: on the server, sealed, never lost."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.models import Draft
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import blind_index

__all__ = ["discard_draft", "restore_draft", "save_draft"]

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
