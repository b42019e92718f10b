from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.posts import access
from maillon.apps.posts.actions.noting import NewTime, write
from maillon.apps.posts.models import CoordinationTime
from maillon.apps.posts.offered import offered
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["take_meeting"]


def take_meeting(
    *, organization_id: UUID, entry_id: UUID, by: AccountViewer, now: datetime
) -> CoordinationTime:
    """Count a closed meeting where she was present: its minutes are those of its act, its kind
    too; nothing is typed.

    Raises ``NotFound`` for who does not work there and for a meeting where she was not,
    ``Refused``: ``meeting_counted``, ``time_too_much``.
    """
    access.require_team(by, organization_id)
    found = offered(organization_id, by.account_id).filter(pk=entry_id).first()
    if found is None:
        raise NotFound
    told = found.participants.get(kind="account", object_id=by.account_id)
    new = NewTime(
        "meetings", int(told.minutes or 0), found.occurred_at.astimezone(PARIS).date(),
        kind=found.kind, began_at=found.occurred_at,
    )  # fmt: skip
    rows = CoordinationTime.objects.filter(account_id=by.account_id, meeting=found)
    if rows.filter(withdrawn_at=None).exists():
        raise Refused("meeting_counted")
    try:
        with transaction.atomic():
            return write(organization_id, new, by, now, origin="meeting", meeting=found.pk)
    except IntegrityError:
        raise Refused("meeting_counted") from None
