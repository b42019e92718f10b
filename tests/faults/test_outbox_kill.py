"""Forty power cuts under load: nothing acknowledged lost, nothing sent twice by us (I1, I14)."""

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
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.faults import fast_clock
from tests.faults.nursery import PHONE
from tests.interop.sms.peer import SECRET
from tests.postgres import spare_port
from tests.world import on_postgresql

KILLS = 40
pytestmark = [pytest.mark.faults, pytest.mark.slow]


@dataclass
class World:
    """A database, a gateway and a nursery of workers, each a process of its own."""

    database: str
    folder: Path
    nursery: subprocess.Popen[str]

    def ask(self, words: str) -> int:
        """One line to the nursery, its answer."""
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(f"{words}\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def lines(self, name: str) -> list[str]:
        """The whole lines of a file: the last one may be cut by a kill."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return text.splitlines() if text.endswith("\n") else text.splitlines()[:-1]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if on_postgresql():
            with psycopg.connect(self.database) as server:
                return server.execute(sql.encode()).fetchall()
        with sqlite3.connect(urlsplit(self.database).path, timeout=20) as file:
            return file.execute(sql).fetchall()

    def at_rest(self) -> bool:
        sql = "SELECT 1 FROM messaging_outboxmessage WHERE state IN ('queued', 'sending') LIMIT 1"
        return not self.rows(sql)


@pytest.fixture
def world(own_database: str, tmp_path: Path) -> Iterator[World]:
    port = str(spare_port())
    taken = tmp_path / "taken"
    env = {
        **os.environ,
        "DATABASE_URL": own_database,
        "DJANGO_SETTINGS_MODULE": "maillon.project.settings",
        "MAILLON_SMS_PROVIDER": "http",
        "MAILLON_SMS_URL": f"http://127.0.0.1:{port}/messages",
        "MAILLON_SMS_SECRET": SECRET,
        fast_clock.NAME: fast_clock.start(),
        "PROMISES": str(tmp_path / "promises"),
    }
    python = [sys.executable, "-m"]
    peer = subprocess.Popen([*python, "tests.interop.sms.peer", port, str(taken)], env=env)
    nursery = subprocess.Popen(
        [*python, "tests.faults.nursery"], env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield World(own_database, tmp_path, nursery)
    finally:
        os.killpg(nursery.pid, signal.SIGKILL)
        nursery.communicate()
        peer.kill()
        peer.wait()


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)


def storm(world: World, chance: random.Random) -> None:
    """Two workers and a producer at a time; each killed in turn, at an unforeseen moment."""
    workers = [world.ask("worker"), world.ask("worker")]
    producer = world.ask("producer p0")
    for number in range(KILLS):
        time.sleep(chance.uniform(0.05, 0.6))
        kill(workers.pop(0))
        workers.append(world.ask("worker"))
        if number % 8 == 7:
            kill(producer)
            producer = world.ask(f"producer p{number}")
        world.ask("reap")
    for child in (producer, *workers):
        kill(child)


def drain(world: World, seconds: float = 40) -> None:
    """One worker that nobody kills, until nothing waits."""
    world.ask("worker")
    until = time.monotonic() + seconds
    while not world.at_rest():
        assert time.monotonic() < until, "the outbox never came to rest"
        time.sleep(0.1)


def test_forty_kills_lose_nothing_and_send_nothing_twice(world: World) -> None:
    storm(world, random.Random(20261122))
    drain(world)
    promised = set(world.lines("promises"))
    committed = dict(world.rows("SELECT key, state FROM messaging_outboxmessage"))
    taken = [json.loads(line) for line in world.lines("taken")]
    arrivals = Counter(message["key"] for message in taken)
    assert len(promised) > 100
    assert promised <= set(committed)
    assert set(arrivals) == set(committed)  # left if and only if its row was committed
    assert [key for key, times in arrivals.items() if times > 1] == []
    assert set(committed.values()) == {"sent"}
    assert {message["to"] for message in taken} == {PHONE}


@pytest.mark.sqlite
def test_the_file_of_a_killed_house_names_no_telephone(world: World) -> None:
    world.ask("producer p0")
    worker = world.ask("worker")
    while len(world.lines("taken")) < 5:
        time.sleep(0.05)
    kill(worker)
    path = Path(urlsplit(world.database).path)
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"messaging_outboxmessage" in kept
    assert PHONE[3:].encode() not in kept
