from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from maillon.apps.directory.models import Organization
from maillon.apps.meetings import access, cases
from maillon.apps.meetings.models import Decision, Meeting
from maillon.kernel.access import AccountViewer

__all__ = ["MeetingRow", "OwedDecision", "my_meetings", "next_case_meetings", "owed_decisions",
           "places"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list; ``group``: write, choose, next or past."""

    id: UUID
    group: str
    state: str
    kind: str
    subject: str
    starts_at: datetime | None  # on the meeting's own clock
    people: int
    answered: int
    decisions: int


@dataclass(frozen=True, slots=True)
class OwedDecision:
    """Something decided that this viewer does."""

    id: UUID
    meeting_id: UUID
    text: str
    due_on: date
    late: bool


def my_meetings(viewer: AccountViewer, *, now: datetime) -> tuple[MeetingRow, ...]:
    """The meetings this viewer called or is asked to: those to write up first, then those whose
    date is being chosen, those to come, the past ones newest first.
    """
    mine = Meeting.objects.filter(pk__in=_ids(viewer))
    rows = mine.annotate(
        people=Count("guests", distinct=True),
        answered=Count("guests", filter=Q(guests__answered_at__isnull=False), distinct=True),
        decided=Count("decisions", distinct=True),
    )
    lines = [_row(one, now) for one in rows.order_by("starts_at", "created_at")]
    order = ("write", "choose", "next")
    ahead = [line for group in order for line in lines if line.group == group]
    return (*ahead, *reversed([line for line in lines if line.group == "past"]))


def _ids(viewer: AccountViewer) -> Iterable[UUID]:
    called = Q(organizer_id=viewer.account_id, organization_id__in=access.may_call(viewer))
    asked = Q(guests__account_id=viewer.account_id)
    return Meeting.objects.filter(called | asked).values_list("pk", flat=True)


def _row(one: Meeting, now: datetime) -> MeetingRow:
    local = one.starts_at.astimezone(ZoneInfo(one.timezone)) if one.starts_at else None
    return MeetingRow(
        one.pk, _group(one, now), one.state, one.get_kind_display(), one.subject, local,
        one.people, one.answered, one.decided,  # type: ignore[attr-defined]
    )  # fmt: skip


def _group(one: Meeting, now: datetime) -> str:
    if one.state in access.STATES:
        return "past"
    if one.starts_at is None:
        return "choose"
    over = one.starts_at + timedelta(minutes=one.minutes) <= now
    return "write" if over else "next"


def owed_decisions(viewer: AccountViewer, *, now: datetime) -> tuple[OwedDecision, ...]:
    """What this viewer has to do after her meetings, nearest deadline first.

    Of a case she may not read, she sees that something was decided, and until when.
    """
    rows = Decision.objects.filter(
        task__owner_account_id=viewer.account_id, outcome="", task__isnull=False
    ).select_related("meeting", "item")
    return tuple(
        OwedDecision(
            one.pk, one.meeting_id, _text(viewer, one, now), one.due_on,
            one.due_on < now.astimezone(ZoneInfo(one.meeting.timezone)).date(),
        )
        for one in rows.order_by("due_on", "pk")
    )  # fmt: skip


def _text(viewer: AccountViewer, one: Decision, now: datetime) -> str:
    item, text = one.item, str(one.text)
    if item is None or not item.is_case:
        return text
    open_to_her = item.pk in cases.shown(viewer, one.meeting_id, [item.pk], now)
    return text if open_to_her else "Une décision sur une situation"


def next_case_meetings(
    viewer: AccountViewer, *, now: datetime
) -> tuple[tuple[UUID, datetime | None], ...]:
    """The meetings about cases that she may write and that are not over, soonest first."""
    rows = Meeting.objects.filter(
        pk__in=_ids(viewer), kind="case", closed_at=None, cancelled_at=None,
        organization_id__in=access.may_call(viewer),
    ).order_by("starts_at")  # fmt: skip
    return tuple(
        (one.pk, one.starts_at.astimezone(ZoneInfo(one.timezone)) if one.starts_at else None)
        for one in rows
    )


def places(viewer: AccountViewer) -> tuple[tuple[UUID, str], ...]:
    """The structures in whose name she may call a meeting, by name."""
    rows = Organization.objects.filter(pk__in=access.may_call(viewer)).order_by("name")
    return tuple((one.pk, one.name) for one in rows)
