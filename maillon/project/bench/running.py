"""Each measure in a process and a database of its own; the configured one is never opened."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from maillon.kernel import clock
from maillon.kernel.crypto import new_key
from maillon.project import cluster
from maillon.project.bench import machine
from maillon.project.simulation.running import tables

__all__ = ["MEASURES", "run", "side_by_side", "world"]

MEASURES = ("dispatch", "search", "persons", "cockpit", "offers", "web")
ENGINES = ("memory", "sqlite", "postgresql", "bruteforce")
Tell = Callable[[str], None]


def run(
    names: Sequence[str],
    *,
    sizes: Sequence[int],
    persons: int,
    requests: int,
    boards: int,
    seconds: float,
    postgresql: bool,
    tell: Tell,
) -> dict[str, Any]:
    """Every measure asked for, on SQLite then on PostgreSQL where there is one.

    ``{"machine", "databases", "missing": [sentences], "rows", "ratios", "search", "persons",
    "cockpit", "offers", "web"}``; of the last seven, those asked for. Raises ``RuntimeError``
    with the words of a measure that failed, or of two databases that do not rank alike.
    """
    now = clock.now().isoformat()
    found: dict[str, Any] = {"machine": machine.described(), "databases": [], "missing": []}
    options = {
        "dispatch": ["--now", now, "--sizes", *map(str, sizes)],
        "search": ["--now", now, "--sizes", *map(str, sizes)],
        "persons": ["--now", now, "--persons", str(persons)],
        "cockpit": ["--now", now],
        "offers": ["--now", now, "--requests", str(requests)],
        "web": ["--now", now, "--requests", str(2 * requests), "--boards", str(boards),
                "--seconds", str(seconds)],
    }  # fmt: skip
    for name in names:
        answers = _everywhere(name, options[name], postgresql, found["missing"], tell)
        found["databases"] = [answer["database"] for answer in answers]
        found |= side_by_side(answers) if name == "dispatch" else {name: answers}
    return found


def _everywhere(
    name: str, options: list[str], postgresql: bool, missing: list[str], tell: Tell
) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="maillon-bench-") as folder:
        file = shutil.copyfile(tables(), Path(folder) / "bench.sqlite3")
        answers = [_measure(name, f"sqlite:///{file}", options, tell)]
    if postgresql and not missing:
        try:
            with cluster.running() as url:
                answers.append(_measure(name, url, options, tell))
        except cluster.Missing as absent:
            missing.append(str(absent))
    return answers


def side_by_side(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One row per engine and size, and how many times dearer than memory each database is.

    What is held in memory was measured beside each database: its row is the one taken beside
    the last, its ratio to a database the one taken beside that database. Raises
    ``RuntimeError`` where two databases rank differently.
    """
    rows: list[dict[str, Any]] = []
    ratios: list[dict[str, Any]] = []
    for same_size in zip(*(answer["figures"] for answer in answers), strict=True):
        if len({figures["rankings"] for figures in same_size}) > 1:
            raise RuntimeError("dispatch : deux bases ne classent pas pareil")
        by_engine = {row["engine"]: row for figures in same_size for row in figures["rows"]}
        rows += (by_engine[name] for name in ENGINES if name in by_engine)
        ratios.append(_ratios(same_size))
    return {"rows": rows, "ratios": ratios}


def _ratios(same_size: Sequence[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "practitioners": same_size[0]["practitioners"],
        "ranked": same_size[0]["ranked"],
    }
    for figures in same_size:
        beside = {row["engine"]: row["p50_ms"] for row in figures["rows"]}
        memory = beside.pop("memory")
        found |= {f"{name}_to_memory": round(p50 / memory, 1) for name, p50 in beside.items()}
    return found


def _measure(name: str, url: str, options: list[str], tell: Tell) -> dict[str, Any]:
    tell(f"{name} · {url.split(':', 1)[0]}")
    with tempfile.TemporaryDirectory(prefix="maillon-bench-") as folder:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "maillon.project.bench", name, *options],
            env={**os.environ, **world(Path(folder), url)},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(name)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def world(folder: Path, url: str) -> dict[str, str]:
    """Settings of nobody: a data folder and keys that end with the measure."""
    return {
        "MAILLON_BENCH": "1",
        "DJANGO_SETTINGS_MODULE": "maillon.project.settings",
        "MAILLON_ENV": "development",
        "MAILLON_DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "SECRET_KEY": new_key(),
        "MAILLON_FIELD_KEYS": f"bench:{new_key()}",
        "MAILLON_INDEX_KEY": new_key(),
        "MAILLON_SMS_PROVIDER": "simulator",
        "MAILLON_DEMO": "1",
        "DEBUG": "false",
    }
