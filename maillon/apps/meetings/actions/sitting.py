from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from maillon.apps.meetings import access
from maillon.apps.meetings.models import AgendaItem, Decision, Guest, Meeting
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = [
    "add_item",
    "decide",
    "drop_decision",
    "drop_item",
    "move_item",
    "note_presence",
    "write_notes",
]


def add_item(*, meeting_id: UUID, title: str, by: AccountViewer, now: datetime) -> AgendaItem:
    """One more point at the end of the agenda, before or during the meeting."""
    with transaction.atomic():
        meeting = access.require_change(by, meeting_id)
        last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
        return AgendaItem.objects.create(meeting=meeting, position=last + 1, title=title)


def drop_item(*, item_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Take a point off; what was decided under it stays, under no point."""
    with transaction.atomic():
        _item(item_id, by)[1].delete()


def move_item(*, item_id: UUID, up: bool, by: AccountViewer, now: datetime) -> None:
    """Exchange a point with its neighbour; at the end of the list, nothing happens."""
    with transaction.atomic():
        meeting, item = _item(item_id, by)
        points = list(meeting.agenda.all())
        place = [one.pk for one in points].index(item.pk)
        other = place - 1 if up else place + 1
        if 0 <= other < len(points):
            points[place], points[other] = points[other], points[place]
            for position, point in enumerate(points, 1):
                AgendaItem.objects.filter(pk=point.pk).update(position=position)


def write_notes(*, item_id: UUID, seen: str, text: str, by: AccountViewer, now: datetime) -> None:
    """Write what was said of a point.

    ``seen`` is the text the writer started from: where somebody else wrote meanwhile,
    ``Refused('meeting_changed_meanwhile')`` and nothing is lost on either side.
    """
    with transaction.atomic():
        _, item = _item(item_id, by)
        if item.notes == text:
            return
        if _plain(item.notes) != _plain(seen):
            raise Refused("meeting_changed_meanwhile")
        item.notes = text
        item.save(update_fields=["notes"])


def _plain(text: str) -> str:
    """Browsers send line ends of their own."""
    return text.replace("\r\n", "\n").strip()


def note_presence(*, guest_id: UUID, presence: str, by: AccountViewer, now: datetime) -> None:
    """Say whether somebody is there, in the room or from afar."""
    with transaction.atomic():
        guest = Guest.objects.filter(pk=guest_id).first()
        if guest is None:
            raise NotFound
        access.require_change(by, guest.meeting_id)
        guest.presence = presence
        guest.save(update_fields=["presence"])


def decide(
    *, meeting_id: UUID, text: str, owner_id: UUID, due_on: date, by: AccountViewer, now: datetime,
    item_id: UUID | None = None,
) -> Decision:  # fmt: skip
    """Write a decision: who does it, until when. Its task opens when the minutes close."""
    with transaction.atomic():
        meeting = access.require_change(by, meeting_id)
        owner = meeting.guests.filter(pk=owner_id).first()
        item = meeting.agenda.filter(pk=item_id).first() if item_id else None
        if owner is None or (item_id and item is None):
            raise NotFound
        if due_on < day_of(meeting, now):
            raise Refused("decision_due_before")
        last = meeting.decisions.aggregate(last=Max("position"))["last"] or 0
        return Decision.objects.create(
            meeting=meeting, item=item, text=text, owner=owner, due_on=due_on, position=last + 1
        )


def day_of(meeting: Meeting, now: datetime) -> date:
    """The meeting's own day where it is held; today as long as it has none."""
    return (meeting.starts_at or now).astimezone(ZoneInfo(meeting.timezone)).date()


def drop_decision(*, decision_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Take back a decision as long as the minutes are open."""
    with transaction.atomic():
        found = Decision.objects.filter(pk=decision_id).first()
        if found is None:
            raise NotFound
        access.require_change(by, found.meeting_id)
        found.delete()


def _item(item_id: UUID, by: AccountViewer) -> tuple[Meeting, AgendaItem]:
    found = AgendaItem.objects.filter(pk=item_id).first()
    if found is None:
        raise NotFound
    meeting = access.require_change(by, found.meeting_id)
    return meeting, AgendaItem.objects.get(pk=item_id)
