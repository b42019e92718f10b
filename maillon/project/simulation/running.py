"""Each simulation in a process and a database of its own; the configured one is never opened."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from maillon.project import cluster
from maillon.project.simulation.laid import empty_tables
from maillon.project.simulation.shape import Shape

__all__ = ["EMPTY", "play_faults", "play_weeks", "tables"]

_laying = Lock()

KEY: Final = "c2ltdWxhdGlvbiwgcGVyc29ubmUgbmVuIGEgbGEgY2w="  # nobody's: weeks must be replayed
MEMORY: Final = "sqlite://:memory:"
EMPTY: Final = "MAILLON_SIMULATION_EMPTY"  # where they find the tables laid (``fresh.py``)
ENOUGH: Final = 40  # seeds a process plays before another one takes over


def play_weeks(
    seeds: Sequence[int],
    shape: Shape,
    *,
    weather: str = "rough",
    mutant: str = "",
    policy: str = "maillon",
    postgresql: bool = False,
    processes: int = 0,
) -> list[dict[str, Any]]:
    """The week of each seed, in the order asked; several processes share them.

    Raises ``RuntimeError`` when one of them failed: its words are on standard error.
    """
    asked = {"shape": shape.as_json(), "weather": weather, "policy": policy}
    lives = [(seed, mutant) for seed in seeds]
    workers = max(1, min(processes or os.cpu_count() or 1, len(seeds)))
    size = 1 if postgresql else max(1, min(ENOUGH, -(-len(seeds) // workers)))
    slices = [lives[n : n + size] for n in range(0, len(lives), size)]
    with ThreadPoolExecutor(1 if postgresql else workers) as pool:
        found = pool.map(lambda some: _process(asked | {"lives": some}, postgresql), slices)
        return [week for weeks in found for week in weeks]


def play_faults(seeds: Mapping[str, int], shape: Shape) -> dict[str, dict[str, Any]]:
    """One week for each mutant named, of the seed named with it, all in one process.

    Raises ``RuntimeError`` as ``play_weeks`` does.
    """
    lives = [(seed, mutant) for mutant, seed in seeds.items()]
    weeks = _process({"shape": shape.as_json(), "lives": lives}, postgresql=False)
    return dict(zip(seeds, weeks, strict=True))


def _process(asked: dict[str, Any], postgresql: bool) -> list[dict[str, Any]]:
    with _database(postgresql) as url:
        told = _told(asked, url, {} if postgresql else {EMPTY: tables()})
    return [json.loads(line) for line in told.splitlines()]


def _told(asked: dict[str, Any], url: str, more: Mapping[str, str]) -> str:
    with tempfile.TemporaryDirectory(prefix="maillon-sim-") as folder:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "maillon.project.simulation", json.dumps(asked)],
            env={**os.environ, **_world(folder, url), **more},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError("simulation")
    return done.stdout


def tables() -> str:
    """The file of the empty database that every process started from here begins with."""
    with _laying:
        return _laid()


@cache
def _laid() -> str:
    def lay(path: Path) -> None:
        _told({"tables": str(path)}, MEMORY, {})

    return str(empty_tables(lay))


@contextmanager
def _database(postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield MEMORY
        return
    with cluster.running() as url:
        yield url


def _world(folder: str, url: str) -> dict[str, str]:
    """Settings of nobody; the same ones each time, so that a seed always lives the same week."""
    return {
        "MAILLON_SIMULATION": "1",
        "PYTHONHASHSEED": "0",
        "DJANGO_SETTINGS_MODULE": "maillon.project.settings",
        "MAILLON_ENV": "development",
        "MAILLON_DATA_DIR": folder,
        "DATABASE_URL": url,
        "SECRET_KEY": KEY,
        "MAILLON_FIELD_KEYS": f"simulation:{KEY}",
        "MAILLON_INDEX_KEY": KEY,
        "MAILLON_SMS_PROVIDER": "simulator",
        "DEBUG": "false",
        "LOG_LEVEL": "ERROR",
    }
