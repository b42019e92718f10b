from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from maillon.apps.meetings import access, cases
from maillon.apps.meetings.models import AgendaItem, Decision, Guest, Meeting
from maillon.apps.meetings.notes import as_text, cleaned
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = [
    "add_case",
    "add_item",
    "decide",
    "drop_decision",
    "drop_item",
    "move_item",
    "note_presence",
    "write_notes",
]


def add_item(
    *, meeting_id: UUID, title: str, by: AccountViewer, now: datetime, is_case: bool = False,
    about: Decision | None = None,
) -> AgendaItem:  # fmt: skip
    """One more point at the end of the agenda, before or during the meeting.

    ``is_case``: the room above says at once of whom; ``about``: the decision it asks about.
    """
    with transaction.atomic():
        meeting = access.require_change(by, meeting_id)
        last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
        return AgendaItem.objects.create(
            meeting=meeting, position=last + 1, title=title, is_case=is_case, about=about
        )


def add_case(
    *, meeting_id: UUID, case_id: UUID, by: AccountViewer, now: datetime, title: str = ""
) -> AgendaItem:
    """A case to speak of, and the question put; ``NotFound`` for one she may not bring.

    Only those whom the case is open to read it; others read « une situation ».
    """
    with transaction.atomic():
        meeting = access.require_change(by, meeting_id)
        last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
        item = AgendaItem.objects.create(
            meeting=meeting, position=last + 1, title=title.strip(), is_case=True
        )
        cases.attach(item.pk, case_id, by, now)
    return item


def drop_item(*, item_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Take a point off; what was decided under it stays, under no point.

    ``Refused('case_has_decisions')``: what was decided of a person would be read by all.
    """
    with transaction.atomic():
        _, item = _read(item_id, by, now)
        if item.is_case and item.decisions.exists():
            raise Refused("case_has_decisions")
        item.delete()


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


def write_notes(
    *, item_id: UUID, seen: str, text: str, by: AccountViewer, now: datetime, rich: bool = False
) -> None:
    """Write what was said of a point: plain text or, where ``rich``, the editor's few tags; every
    other tag is taken off before it is kept.

    ``seen`` is the text the writer started from: where somebody else wrote meanwhile,
    ``Refused('meeting_changed_meanwhile')`` and nothing is lost on either side.
    """
    with transaction.atomic():
        _, item = _read(item_id, by, now)
        text = cleaned(text) if rich else text
        if text in {item.notes, as_text(item.notes, item.rich)}:
            return  # saved without a change, perhaps from a page without JavaScript
        if _plain(item.notes) != _plain(seen):
            raise Refused("meeting_changed_meanwhile")
        item.notes, item.rich = text, rich
        item.save(update_fields=["notes", "rich"])


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
        if item is not None:
            access.require_open(by, item, now)
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
        if found.item is not None:
            access.require_open(by, found.item, now)
        found.delete()


def _item(item_id: UUID, by: AccountViewer) -> tuple[Meeting, AgendaItem]:
    found = AgendaItem.objects.filter(pk=item_id).first()
    if found is None:
        raise NotFound
    meeting = access.require_change(by, found.meeting_id)
    return meeting, AgendaItem.objects.get(pk=item_id)


def _read(item_id: UUID, by: AccountViewer, now: datetime) -> tuple[Meeting, AgendaItem]:
    """A point whose words this viewer reads."""
    meeting, item = _item(item_id, by)
    access.require_open(by, item, now)
    return meeting, item
