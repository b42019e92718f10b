"""Each measure in a process and a database of its own; the configured one is never opened."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from maillon.kernel.crypto import new_key
from maillon.project.bench import cluster, machine

__all__ = ["MEASURES", "run"]

MEASURES = ("dispatch", "offers")
Tell = Callable[[str], None]


def run(
    names: Sequence[str], *, sizes: Sequence[int], requests: int, postgresql: bool, tell: Tell
) -> dict[str, Any]:
    """Every measure asked for, on SQLite then on PostgreSQL where there is one.

    ``{"machine", "dispatch": [{"database", "figures"}], "offers": […], "missing": [sentences]}``.
    Raises ``RuntimeError`` with the words of a measure that failed.
    """
    found: dict[str, Any] = {"machine": machine.described(), "missing": []}
    options = {
        "dispatch": ["--sizes", *map(str, sizes)],
        "offers": ["--requests", str(requests)],
    }
    for name in names:
        with tempfile.TemporaryDirectory(prefix="maillon-bench-") as folder:
            url = f"sqlite:///{folder}/bench.sqlite3"
            found[name] = [_measure(name, url, options[name], tell)]
        if postgresql and not found["missing"]:
            try:
                with cluster.running() as url:
                    found[name].append(_measure(name, url, options[name], tell))
            except cluster.Missing as missing:
                found["missing"].append(str(missing))
    return found


def _measure(name: str, url: str, options: list[str], tell: Tell) -> dict[str, Any]:
    tell(f"{name} · {url.split(':', 1)[0]}")
    with tempfile.TemporaryDirectory(prefix="maillon-bench-") as folder:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "maillon.project.bench", name, *options],
            env={**os.environ, **_world(Path(folder), url)},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(name)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _world(folder: Path, url: str) -> dict[str, str]:
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
        "DEBUG": "false",
    }
