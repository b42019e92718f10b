from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.accounts.queries import account_cards
from maillon.apps.journal import actions as journal
from maillon.apps.meetings import access
from maillon.apps.meetings.models import AgendaItem, DateOption, Guest, Meeting
from maillon.errors import NotFound, Refused
from maillon.kernel import chance
from maillon.kernel.access import AccountViewer

__all__ = ["NewGuest", "NewMeeting", "call_meeting", "cancel_meeting"]

MOST_GUESTS: Final = 200
MOST_DATES: Final = 20
MOST_ITEMS: Final = 50


@dataclass(frozen=True, slots=True)
class NewGuest:
    """Somebody to ask: a colleague's account, or a name and perhaps an address."""

    name: str = ""
    email: str = ""
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting as typed: one date, or several to choose from."""

    organization_id: UUID
    kind: str
    subject: str
    minutes: int
    dates: Sequence[datetime]
    guests: Sequence[NewGuest]
    agenda: Sequence[str] = ()
    place: str = ""
    link: str = ""
    rhythm: str = ""
    id: UUID = field(default_factory=chance.new_id)  # of the page it was typed on


def call_meeting(*, new: NewMeeting, by: AccountViewer, now: datetime) -> Meeting:
    """Write the meeting, its guests, its agenda; whoever calls it is its first guest.

    Nobody is told before ``invite``. The same page sent twice is one meeting. Raises
    ``NotFound`` for a structure that is not hers, ``Refused`` for a meeting without date or
    guest, or too large.
    """
    access.require_member(by, new.organization_id)
    dates = sorted(set(new.dates))
    _fits(new, dates)
    try:
        return _written(new, dates, by, now)
    except IntegrityError:
        sent = Meeting.objects.filter(pk=new.id, organizer_id=by.account_id).first()
        if sent is None:
            raise NotFound from None
        return sent


def _written(
    new: NewMeeting, dates: Sequence[datetime], by: AccountViewer, now: datetime
) -> Meeting:
    with transaction.atomic():
        meeting = Meeting(
            pk=new.id,
            organization_id=new.organization_id,
            kind=new.kind,
            subject=new.subject,
            place=new.place,
            link=new.link,
            minutes=new.minutes,
            rhythm=new.rhythm,
            starts_at=dates[0] if len(dates) == 1 else None,
            organizer_id=by.account_id,
            created_at=now,
        )
        meeting.save(force_insert=True)
        _around(meeting, new, dates if len(dates) > 1 else [], by)
        journal.record(
            act="meetings.planned",
            organization_id=new.organization_id,
            by=by,
            now=now,
            subjects=[("meeting", meeting.pk)],
            data={"kind": new.kind},
        )
    return meeting


def _fits(new: NewMeeting, dates: Sequence[datetime]) -> None:
    if not dates:
        raise Refused("meeting_without_date")
    if not new.guests:
        raise Refused("meeting_without_guest")
    for what, has, most in (
        ("le nombre d’invités", len(new.guests), MOST_GUESTS),
        ("le nombre de dates", len(dates), MOST_DATES),
        ("l’ordre du jour", len(new.agenda), MOST_ITEMS),
    ):
        if has > most:
            raise Refused("meeting_too_many", what=what, most=most)


def _around(
    meeting: Meeting, new: NewMeeting, dates: Sequence[datetime], by: AccountViewer
) -> None:
    guests = [NewGuest(account_id=by.account_id), *new.guests]
    names = account_cards({one.account_id for one in guests if one.account_id})
    known: set[object] = set()
    for one in guests:
        key = one.account_id or (one.name.casefold(), one.email.casefold())
        if key in known or (one.account_id and one.account_id not in names):
            continue
        known.add(key)
        name = names[one.account_id].name if one.account_id else one.name
        Guest.objects.create(
            meeting=meeting, account_id=one.account_id, name=name, email=one.email,
            position=len(known),
        )  # fmt: skip
    for day in dates:
        DateOption.objects.create(meeting=meeting, starts_at=day)
    for place, title in enumerate(new.agenda, 1):
        AgendaItem.objects.create(meeting=meeting, position=place, title=title)


def cancel_meeting(*, meeting_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Call the meeting off; its page and its calendar entry say so from now on."""
    with transaction.atomic():
        meeting = access.require_change(by, meeting_id)
        meeting.cancelled_at = now
        meeting.save(update_fields=["cancelled_at"])
        journal.record(
            act="meetings.cancelled",
            organization_id=meeting.organization_id,
            by=by,
            now=now,
            subjects=[("meeting", meeting.pk)],
        )
