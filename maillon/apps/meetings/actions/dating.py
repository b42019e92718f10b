from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.meetings import access
from maillon.apps.meetings.models import DateAnswer, DateOption, Guest, Meeting
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, LinkViewer

__all__ = ["answer_dates", "choose_date", "say_coming"]


def answer_dates(
    *, words: Mapping[UUID, str], by: AccountViewer | LinkViewer, now: datetime,
    meeting_id: UUID | None = None,
) -> None:  # fmt: skip
    """What a guest says of each moment proposed; said again, the last word counts.

    By her link, or by her account with ``meeting_id``. Moments of another meeting are
    ``NotFound``; once the date is chosen, ``Refused('meeting_date_chosen')``.
    """
    with transaction.atomic():
        guest = _guest(by, meeting_id, now)
        if _live(guest.meeting_id).starts_at is not None:
            raise Refused("meeting_date_chosen")
        options = set(guest.meeting.options.values_list("pk", flat=True))
        if not set(words) <= options:
            raise NotFound
        for option_id, word in words.items():
            DateAnswer.objects.update_or_create(
                option_id=option_id, guest=guest, defaults={"word": word}
            )
        guest.answered_at = now
        guest.save(update_fields=["answered_at"])


def say_coming(
    *, coming: bool, by: AccountViewer | LinkViewer, now: datetime, meeting_id: UUID | None = None
) -> None:
    """Whether a guest will be there, once the date is chosen; she may change her mind."""
    with transaction.atomic():
        guest = _guest(by, meeting_id, now)
        if _live(guest.meeting_id).starts_at is None:
            raise Refused("meeting_date_not_chosen")
        guest.coming, guest.answered_at = coming, now
        guest.save(update_fields=["coming", "answered_at"])


def choose_date(*, option_id: UUID, by: AccountViewer, now: datetime) -> Meeting:
    """Set the meeting at one of its moments; who said no to it is taken as not coming."""
    with transaction.atomic():
        option = DateOption.objects.filter(pk=option_id).first()
        if option is None:
            raise NotFound
        meeting = access.require_change(by, option.meeting_id)
        meeting.starts_at = option.starts_at
        meeting.save(update_fields=["starts_at"])
        for answer in option.answers.exclude(word="maybe").select_related("guest"):
            answer.guest.coming = answer.word == "yes"
            answer.guest.save(update_fields=["coming"])
    return meeting


def _guest(by: AccountViewer | LinkViewer, meeting_id: UUID | None, now: datetime) -> Guest:
    if isinstance(by, LinkViewer):
        return access.guest_of(by, now=now)
    guests = Guest.objects.select_related("meeting")
    found = guests.filter(meeting=meeting_id, account_id=by.account_id).first()
    if found is None:
        raise NotFound
    return found


def _live(meeting_id: UUID) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.state in access.STATES:
        raise Refused("meeting_is_over", state=access.STATES[meeting.state])
    return meeting
