"""What everybody at a desk sees alike, read once for each number of its board and each minute.

The number moves in the transaction of every change a board shows, and words such as « dans 12 min »
hold for a minute: with the same number and the same minute the answer is the same. Nothing is kept
inside a transaction, where the number may still be taken back.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import connection

from maillon.kernel import events

__all__ = ["Kept", "board_number"]

T = TypeVar("T")
MOST: Final = 64  # desks, numbers and minutes held by a process


def board_number(desk_id: UUID) -> int:
    """The number of this desk's board; 0 before anything was shown there."""
    topic = f"desk:{desk_id}"
    return events.numbers([topic]).get(topic, 0)


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

    def at(self, desk_id: UUID, number: int, now: datetime, make: Callable[[], T]) -> T:
        """The answer for that desk, number and minute; ``make`` finds it where nobody did yet."""
        if may_be_taken_back():
            return make()
        key = desk_id, number, now.replace(second=0, microsecond=0)
        if (found := self._answers.get(key)) is not None:
            return found
        with self._lock:
            if key not in self._answers:
                self._answers[key] = make()
                while len(self._answers) > MOST:
                    del self._answers[next(iter(self._answers))]
            return self._answers[key]
