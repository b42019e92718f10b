"""Whether somebody was seen at a desk while it was open (I19), after the fact.

Unknown is not absence. Nothing is said of what came before the desk's first sitting, before its
hours last changed, while the web was not there to hear, or by a clock that was wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Min

from maillon.apps.desk.actions.presence import ALIVE
from maillon.apps.desk.models import Desk, Sitting
from maillon.apps.desk.timing import hours_of
from maillon.apps.journal.models import Entry
from maillon.engines.dispatch.attendance import Attendance, attendance, claimed_once
from maillon.kernel import uptime

__all__ = ["Attended", "attended"]

HOURS: Final = frozenset({"timezone", "opening_hours", "closed_holidays", "closed_days"})


@dataclass(frozen=True, slots=True)
class Attended:
    """What is known of a desk from ``since`` on, and why not before."""

    since: datetime
    why: str  # "": all that was asked; "recording": nothing was noted yet; "hours": they changed
    what: Attendance


def attended(desks: Iterable[Desk], since: datetime, now: datetime) -> list[tuple[Desk, Attended]]:
    """Each desk where somebody once sat, with what is known of its openings in that time."""
    mine = list(desks)
    known = claimed_once(uptime.rows_since(since))
    rows = Sitting.objects.filter(desk__in=mine).values_list("desk_id")
    first = dict(rows.order_by().annotate(first=Min("began_at")))
    seen: dict[object, list[tuple[datetime, datetime]]] = {}
    lately = Sitting.objects.filter(desk__in=mine, until__gt=since)
    for desk_id, began, until in lately.values_list("desk_id", "began_at", "until"):
        seen.setdefault(desk_id, []).append((began, until + ALIVE))  # as long as a sign of life
    changed = _hours_changed(since)
    found = []
    for desk in mine:
        if desk.pk in first:
            reasons = {"": since, "recording": first[desk.pk]}
            reasons["hours"] = changed.get(desk.pk, since)
            why = max(reasons, key=lambda code: reasons[code])
            start = min(reasons[why], now)
            openings = hours_of(desk).openings(start, now)
            told = attendance(openings, seen.get(desk.pk, ()), known)
            found.append((desk, Attended(start, why, told)))
    return found


def _hours_changed(since: datetime) -> dict[object, datetime]:
    """When the hours of each desk last changed: what they were before, no row says."""
    changes = Entry.objects.filter(act="desk.settings_changed", occurred_at__gt=since)
    rows = changes.filter(subjects__kind="desk").order_by("occurred_at")
    told = rows.values_list("subjects__object_id", "occurred_at", "data")
    return {desk: at for desk, at, data in told if HOURS & set(data.get("changed", ()))}
