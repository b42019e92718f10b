import hashlib
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from maillon.apps.meetings import access, cases
from maillon.apps.meetings.actions.planning import NewGuest
from maillon.apps.meetings.models import Decision, Guest, Meeting
from maillon.errors import NotFound, Refused
from maillon.kernel import chance, jobs
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer

__all__ = ["INVITE", "add_guest", "drop_guest", "invite", "new_link", "send_invitation"]

INVITE: Final = "meetings.invite"
# Neither subject, nor place, nor names: a mail is read over a shoulder and kept for ever.
SUBJECT = "Une réunion vous est proposée"
BODY = (
    "Bonjour,\n\n"
    "Vous êtes invité à une réunion. La date, le lieu et votre réponse sont ici :\n\n{link}\n\n"
    "Ce lien vous est personnel. Aucun compte n’est nécessaire.\n"
)


def add_guest(
    *, meeting_id: UUID, new: NewGuest, by: Viewer, now: datetime, by_her_word: bool = False
) -> Guest:
    """Ask one more; ``Refused('guest_already_asked')`` for the same name and address, and where
    the person the meeting is about says herself who comes (``by_her_word``: she just did).
    """
    with transaction.atomic():
        meeting = _changed(by, meeting_id, by_her_word=by_her_word)
        if not by_her_word:
            cases.guard(meeting.pk)
        guests = list(meeting.guests.all())
        typed = (new.name.casefold(), new.email.casefold())
        if typed in {(one.name.casefold(), one.email.casefold()) for one in guests}:
            raise Refused("guest_already_asked")
        last = meeting.guests.aggregate(last=Max("position"))["last"] or 0
        return Guest.objects.create(
            meeting=meeting,
            account_id=new.account_id,
            name=new.name,
            email=new.email,
            position=last + 1,
        )


def _changed(by: Viewer, meeting_id: UUID, *, by_her_word: bool) -> Meeting:
    """The person says by her own link who comes: the room above has shown that it is she."""
    if by_her_word and isinstance(by, LinkViewer):
        return access.require_living(meeting_id)
    return access.require_change(by, meeting_id)


def drop_guest(*, guest_id: UUID, by: Viewer, now: datetime, by_her_word: bool = False) -> None:
    """Take somebody off the list; her link dies. The organizer stays, and who owns a decision."""
    with transaction.atomic():
        guest = _guest(guest_id)
        meeting = _changed(by, guest.meeting_id, by_her_word=by_her_word)
        if guest.account_id == meeting.organizer_id:
            raise NotFound
        if Decision.objects.filter(owner=guest).exists():
            raise Refused("guest_owns_decision")
        guest.delete()


def invite(*, meeting_id: UUID, by: AccountViewer, now: datetime) -> int:
    """Send each guest who has an address and was not told yet her own link; how many."""
    with transaction.atomic():
        meeting = access.require_change(by, meeting_id)
        asked = meeting.guests.filter(invited_at=None).exclude(account=meeting.organizer)
        waiting = [one for one in asked.select_related("account") if address_of(one)]
        for guest in waiting:
            jobs.enqueue(
                INVITE, key=f"{INVITE}:{guest.pk}", run_at=now, payload={"guest": str(guest.pk)}
            )
            guest.invited_at = now
            guest.save(update_fields=["invited_at"])
    return len(waiting)


def new_link(*, guest_id: UUID, by: AccountViewer, now: datetime) -> str:
    """A fresh link for one guest, to hand her in any way; the one before it dies."""
    with transaction.atomic():
        guest = _guest(guest_id)
        access.require_change(by, guest.meeting_id)
        return _link(guest)


def send_invitation(payload: dict[str, Any], now: datetime) -> None:
    """Mail one guest her link. Done again after a failure: only the last link opens.

    Nothing is sent for a meeting called off or a guest taken off meanwhile.
    """
    guests = Guest.objects.select_related("meeting", "account")
    guest = guests.filter(pk=UUID(payload["guest"])).first()
    if guest and address_of(guest) and guest.meeting.state != "cancelled":
        send_mail(SUBJECT, BODY.format(link=_link(guest)), None, [address_of(guest)])


def address_of(guest: Guest) -> str:
    """Where a mail reaches her: what was typed, or her account's address."""
    return guest.email or (guest.account.email if guest.account else "")


def _link(guest: Guest) -> str:
    token = chance.new_token()
    guest.token_hash = hashlib.sha256(token.encode()).hexdigest()
    guest.save(update_fields=["token_hash"])
    return f"{settings.MAILLON_PUBLIC_URL.rstrip('/')}{reverse('meeting-link', args=[token])}"


def _guest(guest_id: UUID) -> Guest:
    found = Guest.objects.filter(pk=guest_id).first()
    if found is None:
        raise NotFound
    return found
