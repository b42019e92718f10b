from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.posts import access
from maillon.apps.posts.models import AsideMeeting
from maillon.apps.posts.offered import offered
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["bring_back_meeting", "set_meeting_aside"]


def set_meeting_aside(
    *, organization_id: UUID, entry_id: UUID, by: AccountViewer, now: datetime
) -> None:
    """Propose a closed meeting no more: it was no coordination. Said twice, nothing happens.

    Raises ``NotFound`` for who does not work there and for a meeting where she was not.
    """
    _hers(organization_id, entry_id, by)
    with transaction.atomic():
        _, made = AsideMeeting.objects.get_or_create(
            account_id=by.account_id, meeting_id=entry_id, defaults={"set_at": now}
        )
        if made:
            _tell("posts.meeting_aside", organization_id, entry_id, by, now)


def bring_back_meeting(
    *, organization_id: UUID, entry_id: UUID, by: AccountViewer, now: datetime
) -> None:
    """Propose it again; raises as ``set_meeting_aside``."""
    _hers(organization_id, entry_id, by)
    with transaction.atomic():
        rows = AsideMeeting.objects.filter(account_id=by.account_id, meeting_id=entry_id)
        if rows.delete()[0]:
            _tell("posts.meeting_back", organization_id, entry_id, by, now)


def _hers(organization_id: UUID, entry_id: UUID, by: AccountViewer) -> None:
    access.require_team(by, organization_id)
    if not offered(organization_id, by.account_id).filter(pk=entry_id).exists():
        raise NotFound


def _tell(act: str, organization_id: UUID, pk: UUID, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=organization_id, by=by, now=now, subjects=[("entry", pk)]
    )
