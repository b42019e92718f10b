"""Accidents: processes killed at any statement, the gateway gone, the clock set wrong."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection

from maillon.project.simulation.agenda import Agenda
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.weather import Weather

__all__ = ["Accident", "Killed", "killed_at", "plan"]

Accident = Callable[[timedelta], None]


class Killed(BaseException):
    """kill −9: nothing may catch it, what was not committed never was."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Die before the n-th statement of the block; a block shorter than that survives."""
    left = statement

    def count(go_on: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed
        return go_on(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def plan(
    agenda: Agenda, draws: Draws, weather: Weather, start: datetime, days: int,
    accidents: Mapping[str, Accident],
) -> None:  # fmt: skip
    """Put the week's accidents on the agenda, each at an hour when people work."""
    lasts = {"outages": (25, 110), "kills": (2, 25), "jumps": (15, 70)}
    for name, happen in accidents.items():
        for turn in range(getattr(weather, name)):
            draw = draws.of("accident", name, turn)
            moment = start + timedelta(days=draw.randrange(days), minutes=draw.randint(150, 840))
            length = timedelta(minutes=draw.randint(*lasts[name]))
            agenda.at(moment, partial(_happen, happen, length))


def _happen(accident: Accident, length: timedelta, now: datetime) -> None:
    accident(length)
