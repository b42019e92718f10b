"""A fresh database for each seed: migrated once, then put back as it was."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from django.core.management import call_command
from django.db import connection

from maillon.project.simulation import mutants
from maillon.project.simulation.play import play
from maillon.project.simulation.policies import POLICIES
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.weather import CALM, ROUGH

__all__ = ["weeks"]


def weeks(asked: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each life asked for, a seed and perhaps a mutant: the seed, and what was seen of its week."""
    shape = Shape(**asked["shape"])
    weather = ROUGH if asked.get("weather", "rough") == "rough" else CALM
    call_command("migrate", verbosity=0, interactive=False)
    put_back = _keeper()
    for seed, mutant in asked["lives"]:
        put_back()
        broken = mutants.broken(mutant) if mutant else nullcontext()
        with broken, POLICIES[asked.get("policy", "maillon")]():
            yield seed, play(seed, replace(shape), weather)


def _keeper() -> Callable[[], None]:
    """What puts the empty database back; PostgreSQL is started anew for each seed instead."""
    connection.ensure_connection()
    inner = connection.connection
    if not isinstance(inner, sqlite3.Connection):
        return lambda: None
    empty = inner.serialize()
    return lambda: inner.deserialize(empty)
