"""What everybody at a desk sees alike, read once for each number of its board and each minute.

The number moves in the transaction of every change a board shows, and words such as « dans 12 min »
hold for a minute: with the same number and the same minute the answer is the same. Nothing is kept
inside a transaction, where the number may still be taken back.
"""

from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import connection

from maillon.apps.desk.access import desks_of, require_agent
from maillon.apps.desk.models import Desk
from maillon.errors import NotFound
from maillon.kernel import events
from maillon.kernel.access import SYSTEM, AccountViewer

__all__ = ["Kept", "board_number", "desk_at"]

T = TypeVar("T")
MOST: Final = 64  # desks, numbers and minutes held by a process


def board_number(desk_id: UUID) -> int:
    """The number of this desk's board; 0 before anything was shown there."""
    return events.number(f"desk:{desk_id}")


def may_be_taken_back() -> bool:
    """Whether what is read now was perhaps written by this very transaction."""
    return connection.in_atomic_block


class Kept(Generic[T]):
    """Answers of this process, the oldest forgotten first; whoever comes second waits for the
    first one's.
    """

    def __init__(self) -> None:
        self._answers: dict[Any, T] = {}
        self._lock = Lock()

    def at(
        self,
        desk_id: UUID,
        number: int,
        now: datetime,
        make: Callable[[], T],
        *,
        seen: Hashable = None,
    ) -> T:
        """The answer for that desk, number and minute; ``make`` finds it where nobody did yet.

        ``seen`` is what else the answer depends on: whoever sees the same gets the same.
        """
        if may_be_taken_back():
            return make()
        key = desk_id, number, now.replace(second=0, microsecond=0), seen
        if (found := self._answers.get(key)) is not None:
            return found
        with self._lock:
            if key not in self._answers:
                self._answers[key] = make()
                while len(self._answers) > MOST:
                    del self._answers[next(iter(self._answers))]
            return self._answers[key]


_DESKS: Final = Kept[Desk]()


def desk_at(viewer: AccountViewer, desk_id: UUID, number: int, now: datetime) -> Desk:
    """The desk as it is with that number, for its agents; ``NotFound`` for anybody else.

    For reading: whatever is to be written asks ``require_agent``.
    """
    if desk_id not in desks_of(viewer):
        raise NotFound
    return _DESKS.at(desk_id, number, now, lambda: require_agent(SYSTEM, desk_id))
