"""Carers' words that were not understood, still to be read by somebody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.actions.misread import MISREAD
from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.moments import Due, clock_words, day_words, due_words
from maillon.apps.directory.models import Responder
from maillon.apps.directory.phones import spoken
from maillon.apps.messaging.models import InboundMessage
from maillon.apps.tasks.models import Task

__all__ = ["MisreadWords", "misread_words"]

MOST_NAMED: Final = 3  # behind a shared line


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


def misread_words(desk: Desk, *, now: datetime) -> tuple[MisreadWords, ...]:
    """Those sent to a desk, the most urgent first; the caller has checked the right to it."""
    owed = {
        task.origin_id: task
        for task in Task.objects.open().filter(
            kind=MISREAD, owner_group="desk", owner_group_id=desk.pk
        )
    }
    rows = InboundMessage.objects.filter(pk__in=owed)
    lines = sorted(rows, key=lambda row: (owed[row.pk].due_at, row.received_at))
    names = _names({row.phone_index for row in lines} - {""})
    return tuple(_line(row, owed[row.pk], desk, names[row.phone_index], now) for row in lines)


def _names(telephones: set[str]) -> defaultdict[str, list[str]]:
    """Who may have written from each of them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    if telephones:
        named = Responder.objects.filter(phone_index__in=telephones).order_by("folded_name", "pk")
        for telephone, name in named.values_list("phone_index", "name"):
            found[telephone].append(name)
    return found


def _line(
    row: InboundMessage, task: Task, desk: Desk, names: Sequence[str], now: datetime
) -> MisreadWords:
    tz = ZoneInfo(desk.timezone)
    day = day_words(row.received_at.astimezone(tz).date(), now.astimezone(tz).date())
    return MisreadWords(
        inbound_id=row.pk,
        phone=row.phone,
        number=spoken(row.phone),
        who=", ".join(names[:MOST_NAMED]),
        words=row.body,
        when=" ".join(part for part in (day, "à", clock_words(row.received_at, tz)) if part),
        due=due_words(task.due_at, now, tz),
    )
