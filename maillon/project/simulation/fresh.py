"""A fresh database for each seed: the tables are laid once, then put back as they were."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from maillon.project.simulation import mutants
from maillon.project.simulation.play import play
from maillon.project.simulation.policies import POLICIES
from maillon.project.simulation.running import EMPTY
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.weather import CALM, ROUGH

__all__ = ["lay_tables", "weeks"]


def weeks(asked: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each life asked for, a seed and perhaps a mutant: the seed, and what was seen of its week."""
    shape = Shape(**asked["shape"])
    weather = ROUGH if asked.get("weather", "rough") == "rough" else CALM
    put_back = _keeper()
    for seed, mutant in asked["lives"]:
        put_back()
        broken = mutants.broken(mutant) if mutant else nullcontext()
        with broken, POLICIES[asked.get("policy", "maillon")]():
            yield seed, play(seed, replace(shape), weather)


def lay_tables(path: Path) -> None:
    """Write an empty database there: the processes to come need not migrate one each."""
    _migrate()
    path.write_bytes(_memory().serialize())


def _keeper() -> Callable[[], None]:
    """What puts the empty database back; PostgreSQL is started anew for each seed instead."""
    if connection.vendor != "sqlite":
        _migrate()
        return lambda: None
    if laid := os.environ.get(EMPTY):
        empty = Path(laid).read_bytes()
    else:
        _migrate()
        empty = _memory().serialize()
    return lambda: _memory().deserialize(empty)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _memory() -> sqlite3.Connection:
    connection.ensure_connection()
    inner: sqlite3.Connection = connection.connection
    return inner
