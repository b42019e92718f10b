"""What was said and decided of a person in meetings, for whoever may read it; and what was not
looked at for a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from maillon.apps.care import access
from maillon.apps.care.models import CareTeam, CaseItem, CircleMeeting
from maillon.apps.care.on_agenda import grant_on, may_bring
from maillon.apps.care.queries.circle import my_circles
from maillon.apps.meetings.models import Decision, Meeting
from maillon.apps.meetings.notes import shown
from maillon.apps.meetings.queries import next_case_meetings
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant
from maillon.kernel.accesslog import traced

__all__ = [
    "CaseMeeting", "CaseMinutes", "CasePoint", "DecidedLine", "Reviewed", "case_minutes",
    "meetings_about", "offered_cases", "reviewed_share",
]  # fmt: skip

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """Who does what, until when, and what became of it."""

    text: str
    owner: str
    due_on: date
    outcome: str
    late: bool


@dataclass(frozen=True, slots=True)
class CasePoint:
    """One point about the person: the question, what was said (safe), what was decided."""

    title: str
    notes: SafeString
    decisions: tuple[DecidedLine, ...]


@dataclass(frozen=True, slots=True)
class CaseMeeting:
    """A meeting that speaks of the person, in the list of her page."""

    id: UUID
    kind: str
    kind_label: str
    starts_at: datetime | None
    closed: bool
    decisions: tuple[DecidedLine, ...]
    word_id: UUID | None  # where it is her circle's: the page of who comes


@dataclass(frozen=True, slots=True)
class CaseMinutes:
    """The part of closed minutes that is about one person, and who was there."""

    patient_id: UUID
    name: str
    kind: str
    structure: str
    starts_at: datetime
    came: tuple[str, ...]
    points: tuple[CasePoint, ...]


@dataclass(frozen=True, slots=True)
class MeetingsAbout:
    """Meetings about a person, newest first; ``next_ones``: those where she may be brought."""

    rows: tuple[CaseMeeting, ...]
    next_ones: tuple[tuple[UUID, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How much of the list of a viewer's structures was looked at together over a year."""

    circles: int
    reviewed: int
    since: date
    until: date
    left: frozenset[UUID]  # the persons whose circle was not


def meetings_about(viewer: AccountViewer, patient_id: UUID, *, now: datetime) -> MeetingsAbout:
    """The meetings where this person's case is, as far as the viewer reads it; traced.

    ``NotFound`` without her page.
    """
    patient = access.resolve(patient_id)
    access.require_page(viewer, patient, now)
    read = _read(viewer, patient.pk, now)
    rows = [_meeting(links, now) for links, _ in read.values()]
    if read:
        grant = next(iter(read.values()))[1]
        traced(
            viewer, grant, object_type="case", object_id=patient.pk, now=now,
            patient_id=patient.pk, organization_id=patient.organization_id, fields=["minutes"],
        )  # fmt: skip
    rows.sort(key=lambda row: (row.starts_at is None, row.starts_at or now), reverse=True)
    ahead = next_case_meetings(viewer, now=now) if may_bring(viewer, patient.pk, now) else ()
    held = {row.id for row in rows}
    return MeetingsAbout(tuple(rows), tuple(one for one in ahead if one[0] not in held))


def offered_cases(viewer: AccountViewer, now: datetime) -> tuple[tuple[UUID, str], ...]:
    """The persons of her circles whose health she reads: she may bring their case to a meeting."""
    cards = my_circles(viewer, now=now)
    return tuple(
        (one.patient_id, one.name) for one in cards if may_bring(viewer, one.patient_id, now)
    )


def _read(
    viewer: AccountViewer, patient_id: UUID, now: datetime
) -> dict[UUID, tuple[list[CaseItem], Grant]]:
    """The points this viewer reads, by meeting that was not called off."""
    links = CaseItem.objects.filter(patient_id=patient_id, item__meeting__cancelled_at=None)
    found: dict[UUID, tuple[list[CaseItem], Grant]] = {}
    for link in links.select_related("item__meeting__organization").order_by("item__position"):
        meeting_id = link.item.meeting_id
        grant = grant_on(viewer, link, meeting_id, now)
        if grant is not None:
            found.setdefault(meeting_id, ([], grant))[0].append(link)
    return found


def _meeting(links: list[CaseItem], now: datetime) -> CaseMeeting:
    meeting = links[0].item.meeting
    decided = Decision.objects.filter(item__in=[link.item_id for link in links])
    return CaseMeeting(
        meeting.pk, meeting.kind, meeting.get_kind_display(), _local(meeting),
        meeting.closed_at is not None,
        _decided(decided.select_related("owner"), meeting, now) if meeting.closed_at else (),
        CircleMeeting.objects.filter(meeting=meeting).values_list("pk", flat=True).first(),
    )  # fmt: skip


def _decided(rows: Iterable[Decision], meeting: Meeting, now: datetime) -> tuple[DecidedLine, ...]:
    today = now.astimezone(ZoneInfo(meeting.timezone)).date()
    return tuple(
        DecidedLine(
            one.text,
            one.owner.name,
            one.due_on,
            one.outcome,
            not one.outcome and one.due_on < today,
        )
        for one in rows
    )


def _local(meeting: Meeting) -> datetime | None:
    start = meeting.starts_at
    return start.astimezone(ZoneInfo(meeting.timezone)) if start else None


def case_minutes(
    viewer: AccountViewer, patient_id: UUID, meeting_id: UUID, *, now: datetime
) -> CaseMinutes:
    """The part of closed minutes about this person, to read or to print for her; traced.

    Nothing of another case. ``NotFound`` for whoever may not read it, or minutes still open.
    """
    patient = access.resolve(patient_id)
    links, grant = _read(viewer, patient.pk, now).get(meeting_id, ([], None))
    meeting = links[0].item.meeting if links else None
    if grant is None or meeting is None or meeting.closed_at is None:
        raise NotFound
    traced(
        viewer, grant, object_type="case", object_id=meeting.pk, now=now, patient_id=patient.pk,
        organization_id=patient.organization_id, fields=["minutes"],
    )  # fmt: skip
    start = _local(meeting)
    return CaseMinutes(
        patient_id=patient.pk,
        name=f"{patient.given_name} {patient.used_name or patient.birth_name}",
        kind=meeting.get_kind_display(),
        structure=meeting.organization.name,
        starts_at=start or meeting.closed_at,
        came=tuple(one.name for one in meeting.guests.all() if one.came),
        points=tuple(_point(link, meeting, now) for link in links),
    )


def _point(link: CaseItem, meeting: Meeting, now: datetime) -> CasePoint:
    decided = link.item.decisions.select_related("owner")
    return CasePoint(
        link.item.title, shown(link.item.notes, link.item.rich), _decided(decided, meeting, now)
    )


def reviewed_share(viewer: AccountViewer, *, now: datetime) -> Reviewed | None:
    """Of the open circles held by the structures this viewer coordinates for, how many were
    spoken of in a meeting whose minutes were closed these twelve months; ``None`` without any.
    """
    held = CareTeam.objects.filter(
        organization_id__in=access.coordinated(viewer), closed_at=None, patient__merged_into=None
    )
    ids = set(held.values_list("patient_id", flat=True))
    if not ids:
        return None
    closed = CaseItem.objects.filter(
        patient_id__in=ids, item__meeting__closed_at__gt=now - YEAR,
        item__meeting__closed_at__lte=now,
    )  # fmt: skip
    seen = set(closed.values_list("patient_id", flat=True))
    since = (now - YEAR).date()
    return Reviewed(len(ids), len(seen), since, now.date(), frozenset(ids - seen))
