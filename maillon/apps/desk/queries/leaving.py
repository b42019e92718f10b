"""What an agent must know of the SMS: nothing leaves any more, or messages leave again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.kept import Kept, desk_at
from maillon.apps.desk.queries.moments import clock_words, day_words
from maillon.apps.messaging.queries import sms_state
from maillon.kernel.access import AccountViewer

__all__ = ["SmsNews", "sms_news"]


@dataclass(frozen=True, slots=True)
class SmsNews:
    """``down`` since ``since``; otherwise back since then. In the desk's own time."""

    down: bool
    since: str  # « 14 h 02 », « hier à 19 h 40 »
    tried: str


_KEPT: Final = Kept[tuple[SmsNews | None]]()


def sms_news(viewer: AccountViewer, desk_id: UUID, number: int, *, now: datetime) -> SmsNews | None:
    """What to say on every page of the desk; ``None`` when there is nothing to say.

    A gateway that falls or comes back moves the number of every board.
    """
    desk = desk_at(viewer, desk_id, number, now)
    return _KEPT.at(desk_id, number, now, lambda: (_news(viewer, ZoneInfo(desk.timezone), now),))[0]


def _news(viewer: AccountViewer, zone: ZoneInfo, now: datetime) -> SmsNews | None:
    state = sms_state(viewer, now=now)
    if state is None:
        return None
    return SmsNews(state.down, _words(state.at, now, zone), _words(state.tried_at, now, zone))


def _words(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    day, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    clock = clock_words(moment, zone)
    return clock if day == today else f"{day_words(day, today)} à {clock}"
