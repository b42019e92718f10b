"""The meetings that run in a structure, as its hand-over file tells them: no subject, which may
name a person.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count

from maillon.apps.handover.sections import Line
from maillon.apps.meetings import access
from maillon.apps.meetings.models import Meeting
from maillon.kernel.access import AccountViewer

__all__ = ["running_meetings"]


def running_meetings(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """The meetings whose minutes are to write, those to come, those whose date is being chosen,
    with their rhythm.
    """
    access.require_member(viewer, organization_id)
    rows = Meeting.objects.filter(
        organization_id=organization_id, closed_at=None, cancelled_at=None
    ).exclude(kind="circle")
    people = dict(rows.annotate(people=Count("guests")).values_list("pk", "people"))
    for one in rows.select_related("organizer").order_by("starts_at", "created_at"):
        over = one.starts_at is not None and one.starts_at + timedelta(minutes=one.minutes) <= now
        rhythm = f", {one.get_rhythm_display()}" if one.rhythm else ""
        day = one.starts_at.astimezone(ZoneInfo(one.timezone)).date() if one.starts_at else None
        yield Line(
            f"{one.get_kind_display()}{rhythm}, {people[one.pk]} personnes conviées",
            one.organizer.name, day,
            "compte rendu à clore" if over else "à venir" if day else "date à choisir",
            "late" if over else "info" if day else "soon",
        )  # fmt: skip
