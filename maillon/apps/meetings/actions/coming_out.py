from datetime import datetime

from django.db import transaction

from maillon.apps.meetings import access
from maillon.apps.meetings.actions.planning import NewMeeting, call_meeting
from maillon.apps.meetings.models import Meeting
from maillon.apps.meetings.vocabulary import Presence
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["come_out"]


def come_out(*, new: NewMeeting, by: AccountViewer, now: datetime) -> Meeting:
    """Write a meeting that has just been held: whoever is told was there, its minutes are to write.

    The same page sent twice is one meeting, and a presence changed meanwhile stays; so is one of
    the same kind that she wrote at the same hour, from a page opened again. Raises as
    ``call_meeting``, and ``Refused('meeting_ahead')`` for one that has not begun.
    """
    if any(one > now for one in new.dates):
        raise Refused("meeting_ahead")
    access.require_member(by, new.organization_id)
    same = Meeting.objects.filter(
        organization_id=new.organization_id, organizer_id=by.account_id, kind=new.kind,
        starts_at__in=new.dates, cancelled_at=None,
    )  # fmt: skip
    with transaction.atomic():
        if written := same.order_by("created_at", "pk").first():
            return written
        meeting = call_meeting(new=new, by=by, now=now)
        if meeting.created_at == now:
            meeting.guests.update(presence=Presence.PRESENT)
    return meeting
