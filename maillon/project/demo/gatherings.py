"""The team's own meetings: one held last week, and the next, whose date is being chosen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.journal.actions import seal_pending
from maillon.apps.meetings import actions
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.meetings.models import Meeting
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["hold_meetings"]

POINTS = {
    "Les sorties du vendredi soir": "Trois retours sans pansement prévu. Le service appelle trop "
    "tard pour trouver quelqu’un avant le samedi.",
    "Les week-ends de décembre": "Deux cabinets ferment. Les autres se partagent les passages.",
    "Questions diverses": "",
}


def hold_meetings(agents: Sequence[AccountViewer], organization_id: UUID, now: datetime) -> None:
    """By the real actions at past moments; nothing is mailed, everybody is invented."""
    by = agents[0]
    began = (now - timedelta(days=6)).replace(hour=12, minute=30, second=0, microsecond=0)
    new = NewMeeting(
        organization_id=organization_id,
        kind="team",
        subject="Réunion du poste et des cabinets",
        minutes=60,
        dates=[began],
        guests=[
            *(NewGuest(account_id=agent.account_id) for agent in agents[1:]),
            NewGuest("Solène Fictive, cabinet du Gier"),
            NewGuest("Marc Inventé, pharmacie de la Place"),
        ],
        agenda=list(POINTS),
        place="Salle de la mairie",
    )
    with clock.frozen(began - timedelta(days=9)):
        meeting = actions.call_meeting(new=new, by=by, now=began - timedelta(days=9))
    with clock.frozen(began + timedelta(minutes=55)):
        _sit(meeting, by, began + timedelta(minutes=55))
    with clock.frozen(now):
        days = [began + timedelta(days=9), began + timedelta(days=10)]
        actions.follow_up(meeting_id=meeting.pk, dates=days, by=by, now=now)
        seal_pending(now)


def _sit(meeting: Meeting, by: AccountViewer, now: datetime) -> None:
    guests = list(meeting.guests.all())
    for guest in guests:
        there = "remote" if guest is guests[-1] else "present"
        actions.note_presence(guest_id=guest.pk, presence=there, by=by, now=now)
    items = list(meeting.agenda.all())
    for item, said in zip(items, POINTS.values(), strict=True):
        text = f"<ul><li>{said.replace('. ', '.</li><li>')}</li></ul>"
        actions.write_notes(item_id=item.pk, seen="", text=text, rich=True, by=by, now=now)
    for item, text, owner, days in (
        (items[0], "Appeler le service chaque jeudi à 14 h", guests[0], 5),
        (items[1], "Faire le tableau des week-ends", guests[-2], 12),
    ):
        actions.decide(
            meeting_id=meeting.pk, text=text, owner_id=owner.pk,
            due_on=(now + timedelta(days=days)).date(), item_id=item.pk, by=by, now=now,
        )  # fmt: skip
    actions.close_minutes(meeting_id=meeting.pk, by=by, now=now)
