"""PostgreSQL struck while a desk works: restarted during commits, then its primary killed (I1)."""

import os
import random
import signal
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import databases, postgres
from tests.faults import fast_clock
from tests.faults.test_worker_kill import STILL_WAVES, STILL_WORDS, Night, kill, lines, night
from tests.postgres import Cluster
from tests.processes import serving

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.postgres]
STRIKES = 4
BETWEEN = 4  # requests kept between two strikes


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server of this test's own: nobody else suffers."""
    own = postgres.start()
    databases.run(own.url("maillon"), "migrate", "--verbosity=0")
    yield own
    own.stop()


def strike(cluster: Cluster, *, killed: bool) -> None:
    """A power cut of the server, which then starts again and recovers from its log."""
    data = cluster.folder / "data"
    if killed:
        pid = int((data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
    until = time.monotonic() + 60
    while not answers(cluster):
        assert time.monotonic() < until, (cluster.folder / "log").read_text(encoding="utf-8")
        restart(cluster, str(data))


def restart(cluster: Cluster, data: str) -> None:
    """The orphans of a killed primary may still hold its memory: then, once more."""
    log = str(cluster.folder / "log")
    try:
        cluster.run("pg_ctl", "restart", "-s", "-w", "-m", "immediate", "-D", data, "-l", log)
    except Exception:
        time.sleep(0.2)


def answers(cluster: Cluster) -> bool:
    """Whether it was restarted since we began, and takes connections."""
    try:
        with psycopg.connect(cluster.url("maillon"), connect_timeout=2) as server:
            (started,) = server.execute("SELECT pg_postmaster_start_time()").fetchone() or ("",)
    except psycopg.OperationalError:
        return False
    mark = cluster.folder / "started"
    before = mark.read_text(encoding="utf-8") if mark.exists() else ""
    mark.write_text(str(started), encoding="utf-8")
    return before not in ("", str(started))


def more(world: Night, count: int) -> None:
    """Until that many promises were added."""
    promises, until = world.folder / "promises", time.monotonic() + 120
    wanted = len(lines(promises)) + count
    while len(lines(promises)) < wanted:
        assert time.monotonic() < until, "nothing is kept any more"
        time.sleep(0.05)


def health(address: str) -> int:
    url = f"{address}/sante/web/"
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310
        return int(answer.status)


def test_a_server_struck_four_times_loses_no_promise_and_the_desk_goes_on(
    cluster: Cluster, tmp_path: Path
) -> None:
    url, chance = cluster.url("maillon"), random.Random(20261124)
    assert not answers(cluster)  # its first start, noted
    with serving(url, tmp_path) as web, night(url, tmp_path, "evening", fast_clock.start()) as desk:
        children = [desk.ask(word) for word in ("cling", "cling", "worker")]
        for number in range(STRIKES):
            more(desk, BETWEEN)
            assert health(web.address) == 200  # its pool is full of living connections
            time.sleep(chance.uniform(0, 0.3))
            strike(cluster, killed=number % 2 == 1)
            assert health(web.address) == 200  # and the dead ones are put aside unseen
        more(desk, BETWEEN)
        for child in children[:2]:
            kill(child)
        desk.rest(STILL_WAVES, STILL_WORDS)
        left, broken = desk.run("tests.faults.morning_after"), desk.run("tests.faults.verify_at")
    promised = lines(tmp_path / "promises")
    assert [one for one, times in Counter(promised).items() if times > 1] == []
    assert set(promised) <= set(left["references"])
    assert left["twice"] == []
    assert broken == {}
