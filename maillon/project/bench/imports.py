"""Importing a whole register: how many rows a second, in how much memory, kill −9 included."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from maillon.project import cluster
from maillon.project.bench import machine
from maillon.project.bench.extracts import WRITERS
from maillon.project.bench.running import world

__all__ = ["lines", "megabytes", "run"]

PROGRESS: Final = re.compile(r"Import : (\d+) sur (\d+)")
KILLED_AT: Final = 0.4  # of the rows
Tell = Callable[[str], None]


def megabytes(text: str) -> int:
    """« 800MB » or « 800 » as bytes; raises ``ValueError`` where it is no size."""
    found = re.fullmatch(r"(\d{1,5})\s*(?:MB|Mo)?", text.strip(), re.IGNORECASE)
    if not found or not int(found[1]):
        raise ValueError(text)
    return int(found[1]) * 1_000_000


def run(registers: Sequence[str], *, size: int, postgresql: bool, tell: Tell) -> dict[str, Any]:
    """Each register of ``size`` bytes into a database made for it, killed once and resumed.

    ``{"machine", "missing": [sentences], "imports": [row]}``, a row being ``{"database",
    "register", "file_mb", "rows", "resumed_at", "rows_per_s", "peak_mb"}``. Raises
    ``RuntimeError`` with the words of an import that failed or lost a row.
    """
    found: dict[str, Any] = {"machine": machine.described(), "missing": [], "imports": []}
    for register in registers:
        with tempfile.TemporaryDirectory(prefix="maillon-bench-") as folder:
            path = Path(folder) / register
            tell(f"{register} : un fichier de {size // 1_000_000} Mo")
            WRITERS[register](path, size)
            url = f"sqlite:///{folder}/bench.sqlite3"
            found["imports"].append(_measure("SQLite", url, register, path, tell))
            if postgresql and not found["missing"]:
                try:
                    with cluster.running() as server:
                        row = _measure("PostgreSQL", server, register, path, tell)
                        found["imports"].append(row)
                except cluster.Missing as absent:
                    found["missing"].append(str(absent))
    return found


def _measure(database: str, url: str, register: str, path: Path, tell: Tell) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="maillon-bench-") as folder:
        environment = {**os.environ, **world(Path(folder), url)}
        for prepared in (["migrate", "--verbosity=0"], ["import", "communes"]):
            _started(prepared, environment).finish()
        asked = ["import", register, str(path), "--json"]
        tell(f"{register} · {database} : import, tué à {KILLED_AT:.0%}, puis repris")
        first = _started(asked, environment)
        resumed_at = first.kill_at(KILLED_AT)
        second = _started(asked, environment)
        report = json.loads(second.finish())
    if report["created"] != report["read"]:
        raise RuntimeError(f"{register} : {report['created']} créés sur {report['read']} lus")
    seconds = first.seconds + second.seconds
    row = {
        "database": database,
        "register": register,
        "file_mb": path.stat().st_size // 1_000_000,
        "rows": report["read"],
        "resumed_at": resumed_at,
        "rows_per_s": round(report["read"] / seconds),
        "peak_mb": max(first.peak_mb, second.peak_mb),
    }
    tell(f"{register} · {database} : {row['rows_per_s']} lignes/s, {row['peak_mb']} Mo au plus")
    return row


def _started(arguments: list[str], environment: dict[str, str]) -> "_Run":
    command = [sys.executable, "-m", "maillon.project", *arguments]
    process = subprocess.Popen(  # noqa: S603
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    return _Run(process, time.monotonic())


@dataclass(slots=True)
class _Run:
    """One process, its time and the most memory it took."""

    process: "subprocess.Popen[str]"
    began: float
    seconds: float = 0.0
    peak_mb: int = 0

    def kill_at(self, share: float) -> int:
        """Kill it without warning at this share of its rows; how many were committed by then."""
        for line in self.process.stderr or ():
            found = PROGRESS.search(line)
            if found and int(found[1]) >= share * int(found[2]):
                os.kill(self.process.pid, signal.SIGKILL)
                self._reap()
                return int(found[1])
        self._reap()
        raise RuntimeError("l’import a fini avant d’être tué : demandez un fichier plus gros")

    def finish(self) -> str:
        """What it says; raises ``RuntimeError`` where it failed."""
        with tempfile.TemporaryFile("w+") as said:
            for line in self.process.stderr or ():
                said.write(line)
            answer = self.process.stdout.read() if self.process.stdout else ""
            if self._reap():
                said.seek(0)
                raise RuntimeError(said.read()[-2000:])
        return answer

    def _reap(self) -> int:
        _, status, used = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - self.began
        self.peak_mb = used.ru_maxrss // 1024
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()
        return self.process.returncode


def lines(found: dict[str, Any]) -> list[str]:
    """The same as a table to read or to keep."""
    told = [
        "| base | registre | fichier | lignes | tué après | lignes par seconde | mémoire au plus |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    told += [
        f"| {row['database']} | {row['register']} | {row['file_mb']} Mo | {row['rows']:,} | "
        f"{row['resumed_at']:,} | {row['rows_per_s']:,} | {row['peak_mb']} Mo |"
        for row in found["imports"]
    ]
    return [*told, *found["missing"]]
