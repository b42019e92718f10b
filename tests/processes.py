"""Real processes of the product on a database of their own; killed on purpose or at the end."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import spare_port

__all__ = ["Process", "answers", "serving", "start", "working"]


@dataclass(frozen=True)
class Process:
    """One started command, its output in a file of its own."""

    popen: subprocess.Popen[bytes]
    log: Path
    address: str = ""

    def kill(self) -> None:
        """As a power cut does: no warning, no goodbye."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def stop(self) -> int:
        """Ask politely, insist after ten seconds; the exit code."""
        self.popen.terminate()
        try:
            return self.popen.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def start(database: str, folder: Path, *arguments: str, address: str = "", **env: str) -> Process:
    """Start one ``maillon`` command; extra names become its environment."""
    log = folder / f"{arguments[0]}-{time.monotonic_ns()}.log"
    with log.open("wb") as out:
        popen = subprocess.Popen(
            [sys.executable, "-m", "maillon.project", *arguments],
            env={**os.environ, "DATABASE_URL": database, **env},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    return Process(popen, log, address)


def answers(address: str) -> bool:
    """Whether a web server is there, whatever it says."""
    try:
        urllib.request.urlopen(address, timeout=2).close()  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _wait_for(process: Process, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not answers(process.address):
        if process.popen.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"the server did not start:\n{process.said()}")
        time.sleep(0.05)


@contextmanager
def serving(database: str, folder: Path, **env: str) -> Iterator[Process]:
    """A web server on a spare port; ``address`` is where it answers."""
    port = str(spare_port())
    address = f"http://127.0.0.1:{port}"
    env = {"MAILLON_PUBLIC_URL": address, **env}
    process = start(database, folder, "serve", "--port", port, address=address, **env)
    try:
        _wait_for(process)
        yield process
    finally:
        process.stop()


@contextmanager
def working(database: str, folder: Path, **env: str) -> Iterator[Process]:
    """A worker of timers and messages."""
    process = start(database, folder, "worker", **env)
    try:
        yield process
    finally:
        process.stop()
