"""Carers' words that were not understood, still to be read by somebody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.access import desks_of
from maillon.apps.desk.actions.misread import MISREAD
from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.moments import Due, clock_words, day_words, due_words
from maillon.apps.directory.models import Responder
from maillon.apps.directory.phones import spoken
from maillon.apps.messaging.models import InboundMessage
from maillon.apps.tasks.models import Task
from maillon.kernel.access import AccountViewer

__all__ = ["MisreadWords", "misread_words"]


@dataclass(frozen=True, slots=True)
class MisreadWords:
    """Who wrote what, and when: her own words, as they came; empty once they are forgotten."""

    inbound_id: UUID
    phone: str
    number: str
    who: str
    words: str
    when: str
    due: Due


def misread_words(viewer: AccountViewer, *, now: datetime) -> tuple[MisreadWords, ...]:
    """Those sent to the viewer's desks, the most urgent first; empty for anybody else."""
    desks = {desk.pk: desk for desk in Desk.objects.filter(pk__in=desks_of(viewer))}
    owed = {
        task.origin_id: task
        for task in Task.objects.open().filter(
            kind=MISREAD, owner_group="desk", owner_group_id__in=desks
        )
    }
    rows = InboundMessage.objects.filter(pk__in=owed)
    lines = sorted(rows, key=lambda row: (owed[row.pk].due_at, row.received_at))
    return tuple(
        _line(row, owed[row.pk], desks[owed[row.pk].owner_group_id], now)  # type: ignore[index]
        for row in lines
    )


def _line(row: InboundMessage, task: Task, desk: Desk, now: datetime) -> MisreadWords:
    tz = ZoneInfo(desk.timezone)
    named = Responder.objects.filter(phone_index=row.phone_index).order_by("folded_name", "pk")
    names = list(named.values_list("name", flat=True)[:3]) if row.phone_index else []
    day = day_words(row.received_at.astimezone(tz).date(), now.astimezone(tz).date())
    return MisreadWords(
        inbound_id=row.pk,
        phone=row.phone,
        number=spoken(row.phone),
        who=", ".join(names),
        words=row.body,
        when=" ".join(part for part in (day, "à", clock_words(row.received_at, tz)) if part),
        due=due_words(task.due_at, now, tz),
    )
