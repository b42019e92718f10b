"""Forty power cuts of the worker of a whole desk: waves, words and timers, each exactly once."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.faults import fast_clock
from tests.interop.sms.peer import SECRET
from tests.postgres import spare_port
from tests.world import on_postgresql

pytestmark = [pytest.mark.faults, pytest.mark.slow]
EVENING_KILLS, MORNING_KILLS = 34, 6
PROMISES = 16
DOWNTIME = timedelta(days=3)
STILL_WAVES = "SELECT 1 FROM kernel_job WHERE kind = 'desk.open_wave' AND done_at IS NULL LIMIT 1"
STILL_TIMERS = "SELECT 1 FROM kernel_job WHERE done_at IS NULL LIMIT 1"
STILL_WORDS = "SELECT 1 FROM messaging_outboxmessage WHERE state IN ('queued', 'sending') LIMIT 1"


@dataclass
class Night:
    """Processes of one desk, born and killed, on one database and one fast clock."""

    database: str
    folder: Path
    env: dict[str, str]
    nursery: subprocess.Popen[str]

    def ask(self, word: str) -> int:
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(f"{word}\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def waits_for(self, sql: str) -> bool:
        if on_postgresql():
            with psycopg.connect(self.database) as server:
                return server.execute(sql.encode()).fetchone() is not None
        with sqlite3.connect(urlsplit(self.database).path, timeout=20) as file:
            return file.execute(sql).fetchone() is not None

    def rest(self, *questions: str, seconds: float = 90) -> None:
        """Until nothing waits any more."""
        until = time.monotonic() + seconds
        while any(self.waits_for(question) for question in questions):
            assert time.monotonic() < until, self.run("tests.faults.morning_after")
            time.sleep(0.2)

    def run(self, module: str, *arguments: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)


def lines(file: Path) -> list[str]:
    """The whole lines of a file: the last one may be cut by a kill."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return text.splitlines() if text.endswith("\n") else text.splitlines()[:-1]


@contextmanager
def night(database: str, folder: Path, part: str, started: str) -> Iterator[Night]:
    """A gateway and a nursery that share one clock."""
    port = str(spare_port())
    env = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "maillon.project.settings",
        "MAILLON_SMS_PROVIDER": "http",
        "MAILLON_SMS_URL": f"http://127.0.0.1:{port}/messages",
        "MAILLON_SMS_SECRET": SECRET,
        "LOG_LEVEL": "CRITICAL",
        fast_clock.NAME: started,
        "PROMISES": str(folder / "promises"),
    }
    python = [sys.executable, "-m"]
    taken = str(folder / "taken")
    peer = subprocess.Popen([*python, "tests.interop.sms.peer", port, taken], env=env)
    nursery = subprocess.Popen(
        [*python, "tests.faults.night", part], env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield Night(database, folder, env, nursery)
    finally:
        os.killpg(nursery.pid, signal.SIGKILL)
        nursery.communicate()
        peer.kill()
        peer.wait()


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)


def storm(world: Night, kills: int, promises: int, chance: random.Random) -> None:
    """Two workers at a time, each killed in turn at an unforeseen moment.

    It lasts until enough of them died and enough was promised meanwhile.
    """
    workers = [world.ask("worker"), world.ask("worker")]
    while kills > 0 or len(lines(world.folder / "promises")) < promises:
        time.sleep(chance.uniform(0.05, 0.6))
        kill(workers.pop(0))
        workers.append(world.ask("worker"))
        world.ask("reap")
        kills -= 1
    for worker in workers:
        kill(worker)


def evening(world: Night, chance: random.Random) -> None:
    """An agent takes calls while the workers die; she too is killed, twice."""
    for part in (1, 2):
        agent = world.ask("agent")
        storm(world, EVENING_KILLS // 2, part * PROMISES // 2, chance)
        kill(agent)
    world.ask("worker")
    world.rest(STILL_WAVES, STILL_WORDS)


def morning(world: Night, chance: random.Random) -> None:
    """After three days of nobody, every timer is overdue at once."""
    storm(world, MORNING_KILLS, 0, chance)
    world.ask("worker")
    world.rest(STILL_TIMERS, STILL_WORDS)


def test_forty_kills_of_the_worker_lose_nothing_and_do_nothing_twice(
    own_database: str, tmp_path: Path
) -> None:
    chance = random.Random(20261124)
    started = float(fast_clock.start())
    with night(own_database, tmp_path, "evening", str(started)) as world:
        evening(world, chance)
    earlier = started - DOWNTIME.total_seconds() / fast_clock.SPEED
    with night(own_database, tmp_path, "morning", str(earlier)) as world:
        morning(world, chance)
        left = world.run("tests.faults.morning_after")
        broken = world.run("tests.faults.verify_at")
    arrivals = Counter(json.loads(line)["key"] for line in lines(tmp_path / "taken"))
    promised = lines(tmp_path / "promises")
    assert len(promised) >= PROMISES
    assert set(promised) <= set(left["references"])
    assert left["twice"] == []
    assert left["waves"][0] == left["waves"][1] > len(promised)
    assert left["undone"] == 0
    assert set(left["timers"]) == {"desk.open_wave", "desk.not_found_yet", "desk.ask_proof"}
    assert [key for key, times in arrivals.items() if times > 1] == []
    sent = {key for key, state in left["messages"].items() if state == "sent"}
    assert set(arrivals) == sent
    assert set(left["messages"].values()) <= {"sent", "cancelled"}
    assert broken == {}
