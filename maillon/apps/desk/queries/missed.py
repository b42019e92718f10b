"""Calls that rang and nobody answered, still owed a call-back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.access import desks_of
from maillon.apps.desk.actions.missing import MISSED
from maillon.apps.desk.models import Call
from maillon.apps.desk.queries.intake import callers
from maillon.apps.desk.queries.moments import Due, clock_words, day_words, due_words
from maillon.apps.directory.phones import spoken
from maillon.apps.tasks.models import Task
from maillon.kernel.access import AccountViewer

__all__ = ["MissedCall", "missed_calls"]

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MissedCall:
    """Whom to call back, and since when; ``times`` it rang these last 24 hours."""

    call_id: UUID
    phone: str
    number: str
    who: str
    when: str
    times: int
    due: Due


def missed_calls(viewer: AccountViewer, *, now: datetime) -> tuple[MissedCall, ...]:
    """Those of the viewer's desks, the most urgent first; empty for anybody else."""
    owed = {
        task.origin_id: task
        for task in Task.objects.open().filter(
            kind=MISSED, owner_group="desk", owner_group_id__in=desks_of(viewer)
        )
    }
    calls = Call.objects.filter(pk__in=owed).exclude(caller_index="").select_related("desk")
    lines = sorted(calls, key=lambda call: owed[call.pk].due_at)
    return tuple(_line(viewer, call, owed[call.pk], now) for call in lines)


def _line(viewer: AccountViewer, call: Call, task: Task, now: datetime) -> MissedCall:
    tz, rang = ZoneInfo(call.desk.timezone), call.started_at or call.heard_at
    card = next(iter(callers(viewer, call.desk_id, call.caller_phone, now=now)), None)
    known = (card.house or card.name, card.kind_label) if card else ()
    day = day_words(rang.astimezone(tz).date(), now.astimezone(tz).date())
    same = Call.objects.filter(desk_id=call.desk_id, caller_index=call.caller_index)
    return MissedCall(
        call_id=call.pk,
        phone=call.caller_phone,
        number=spoken(call.caller_phone),
        who=", ".join(word for word in known if word),
        when=" ".join(part for part in (day, "à", clock_words(rang, tz)) if part),
        times=same.filter(heard_at__gt=now - A_DAY, answered_at=None).count(),
        due=due_words(task.due_at, now, tz),
    )
