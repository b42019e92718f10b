"""When the web was there to hear: what it did not hear meanwhile did not happen.

Before the first row, and between two, nobody can say.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from maillon.kernel import clock
from maillon.kernel.feed import apart
from maillon.kernel.models import Uptime
from maillon.kernel.prepared import Change, Prepared

__all__ = ["EVERY", "SILENCE", "SWAY", "keep_noting", "note", "rows_since"]

EVERY: Final = timedelta(minutes=1)
SILENCE: Final = timedelta(minutes=3)  # no longer: the web was there all along
SWAY: Final = timedelta(minutes=1)  # how far a clock is set right without a jump
LONGEST_JUMP: Final = timedelta(days=31)

_log = logging.getLogger(__name__)


def note(now: datetime, *, silence: timedelta = SILENCE) -> None:
    """The web is here. The running stretch goes on, whichever process says it.

    After a silence, or by a clock that has gone back, another one begins.
    """
    with transaction.atomic():
        last = _LAST.rows()
        if last and now - silence < last[0][1] <= now + SWAY:
            _MOVED.done(last[0][0], now)
        else:
            Uptime.objects.create(began_at=now, until=now)


_LAST: Final = Prepared(lambda: Uptime.objects.order_by("-pk").values_list("pk", "until")[:1])
_MOVED: Final = Change(
    lambda pk, now: (Uptime.objects.filter(pk=pk, until__lt=now), {"until": now}), int, datetime
)


async def keep_noting() -> None:
    """Say it once a minute, for as long as this process of the web lives."""
    while True:
        try:
            await apart(lambda: note(clock.now()))
        except Exception as error:
            # A database away for a moment: that minute stays unknown, as it should.
            _log.warning("the web cannot say that it is here: %s", type(error).__name__)
        await asyncio.sleep(EVERY.total_seconds())


def rows_since(moment: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches that may tell of what comes after ``moment``, in the order of writing."""
    rows = Uptime.objects.filter(until__gt=moment - LONGEST_JUMP).order_by("pk")
    return list(rows.values_list("began_at", "until"))
