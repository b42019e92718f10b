"""Calls that rang and nobody answered, still owed a call-back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.actions.missing import MISSED
from maillon.apps.desk.models import Call, Desk
from maillon.apps.desk.queries.intake import last_caller
from maillon.apps.desk.queries.moments import Due, clock_words, day_words, due_words
from maillon.apps.directory.phones import spoken
from maillon.apps.tasks.models import Task

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


def missed_calls(desk: Desk, *, now: datetime) -> tuple[MissedCall, ...]:
    """Those of a desk, the most urgent first; the caller has checked the right to it."""
    owed = {
        task.origin_id: task
        for task in Task.objects.open().filter(
            kind=MISSED, owner_group="desk", owner_group_id=desk.pk
        )
    }
    calls = Call.objects.filter(pk__in=owed).exclude(caller_index="")
    lines = sorted(calls, key=lambda call: owed[call.pk].due_at)
    return tuple(_line(call, owed[call.pk], desk, now) for call in lines)


def _line(call: Call, task: Task, desk: Desk, now: datetime) -> MissedCall:
    tz, rang = ZoneInfo(desk.timezone), call.started_at or call.heard_at
    day = day_words(rang.astimezone(tz).date(), now.astimezone(tz).date())
    same = Call.objects.filter(desk_id=desk.pk, caller_index=call.caller_index)
    return MissedCall(
        call_id=call.pk,
        phone=call.caller_phone,
        number=spoken(call.caller_phone),
        who=last_caller(desk, call.caller_phone),
        when=" ".join(part for part in (day, "à", clock_words(rang, tz)) if part),
        times=same.filter(heard_at__gt=now - A_DAY, answered_at=None).count(),
        due=due_words(task.due_at, now, tz),
    )
