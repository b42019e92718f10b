"""The machine that leads the base dies at work: the other takes over, and no number told is lost.

Two machines and a witness, as deployed (I1). The strike falls while commits wait for a standby that
hears nothing more: what only one machine wrote was told to nobody.
"""

import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from tests import databases, tables
from tests.faults import fast_clock, pair
from tests.faults.pair import Pair, wait_for
from tests.faults.test_postgres_struck import more
from tests.faults.test_worker_kill import STILL_WAVES, STILL_WORDS, Night, kill, lines, night
from tests.processes import serving

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.skipif(
        not pair.available() and os.environ.get("CI") != "true", reason=pair.MISSING
    ),
]
KEPT = 6  # requests between two events
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
RECEIVER = "SELECT pid FROM pg_stat_wal_receiver"
REFERENCES = "SELECT reference FROM desk_servicerequest"
LEADS = "from django.db import connection as c; k = c.cursor()\n" \
        "k.execute('SELECT pg_is_in_recovery()'); print(k.fetchone())"  # fmt: skip


@pytest.fixture
def machines() -> Iterator[Pair]:
    """Machines of this test's own: nobody else suffers."""
    assert pair.available(), pair.MISSING
    own = pair.make()
    try:
        own.start()
        url = own.url("haproxy")
        if not tables.lay(url):
            databases.run(url, "migrate", "--verbosity=0")
        yield own
    finally:
        own.stop()


@dataclass
class Visitor:
    """Somebody who opens the same page again and again, and notes what is answered."""

    address: str
    seen: list[tuple[float, int, bool]] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)

    def visit(self) -> None:
        while not self.gone.wait(0.3):
            status, page = opened(self.address)
            told = "Rien ne peut s’enregistrer en ce moment" in page
            self.seen.append((time.monotonic(), status, told))

    def served_since(self, moment: float) -> bool:
        return any(at > moment and status == 200 for at, status, _ in list(self.seen))


def opened(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@contextmanager
def visiting(address: str) -> Iterator[Visitor]:
    visitor = Visitor(address)
    walk = threading.Thread(target=visitor.visit)
    walk.start()
    try:
        yield visitor
    finally:
        visitor.gone.set()
        walk.join()


@contextmanager
def deaf(machines: Pair, name: str) -> Iterator[None]:
    """A standby that receives nothing any more, though it seems to be there."""
    ((receiver,),) = machines.ask(name, RECEIVER)
    os.kill(receiver, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(receiver, signal.SIGCONT)


def strike_while_commits_wait(machines: Pair, desk: Night) -> tuple[list[str], float]:
    """What had been told when the leader died, and when."""
    lost, promises = machines.leader(), desk.folder / "promises"
    with deaf(machines, machines.standby()):
        wait_for(lambda: machines.ask(lost, WAITING), machines.said)
        time.sleep(2)
        told = lines(promises)
        time.sleep(1)
        assert lines(promises) == told  # one copy is not enough to tell a number
        assert machines.ask(lost, WAITING)
        machines.strike(lost)
        return told, time.monotonic()


def longest(visitor: Visitor) -> float:
    """Between two pages served, the longest time; what was answered meanwhile was the sentence."""
    assert {(status, told) for _, status, told in visitor.seen} == {(200, False), (503, True)}
    served = [at for at, status, _ in visitor.seen if status == 200]
    return max(after - before for before, after in pairwise(served))


def since(desk: Night, moment: float) -> float:
    """Until one more number is told, the seconds since that moment."""
    more(desk, 1)
    return time.monotonic() - moment


def come_back(machines: Pair, name: str, promises: Path) -> None:
    """The dead leader follows the other, and holds all that was told, before and since."""
    machines.revive(name)
    wait_for(lambda: machines.in_sync(name), machines.said)
    told = set(lines(promises))
    wait_for(lambda: told <= {one for (one,) in machines.ask(name, REFERENCES)}, machines.said)
    leads = databases.run(machines.url_of_both(), "shell", "-v0", "-c", LEADS)
    assert leads.strip() == "(False,)"


def told_with_one_copy(machines: Pair, desk: Night) -> float:
    """The standby dies in turn, for good: the seconds until the desk goes on without it."""
    promises = desk.folder / "promises"
    machines.strike(machines.standby())
    struck, before = time.monotonic(), len(lines(promises))
    wait_for(lambda: len(lines(promises)) > before + 1, machines.said)  # one was on its way
    return time.monotonic() - struck


def test_a_leader_killed_at_work_is_replaced_by_itself_and_no_number_told_is_lost(
    machines: Pair, tmp_path: Path
) -> None:
    promises, lost, other = tmp_path / "promises", machines.leader(), machines.standby()
    with (
        serving(machines.url("haproxy"), tmp_path) as web,
        night(machines.url("pgbouncer"), tmp_path, "evening", fast_clock.start()) as desk,
        visiting(f"{web.address}/qui-est-choisi/") as visitor,
    ):
        children = [desk.ask(word) for word in ("cling", "cling", "worker")]
        more(desk, KEPT)
        told, struck = strike_while_commits_wait(machines, desk)
        wait_for(lambda: machines.leader() == other, machines.said)
        led = time.monotonic() - struck
        gap = since(desk, struck)
        wait_for(lambda: visitor.served_since(struck + led), web.said)
        more(desk, KEPT)
        kill(children.pop(0))  # one agent is enough from here on
        come_back(machines, lost, promises)
        alone = told_with_one_copy(machines, desk)
        more(desk, KEPT)
        kill(children.pop(0))
        desk.rest(STILL_WAVES, STILL_WORDS)
        left, broken = desk.run("tests.faults.morning_after"), desk.run("tests.faults.verify_at")
    promised, kept = lines(promises), sorted(left["references"])
    print(f"\nleader killed: another after {led:.1f} s, a number told after {gap:.1f} s, pages "
          f"after {longest(visitor):.1f} s; standby killed: {alone:.1f} s; told {len(promised)} "
          f"({len(told)} before), lost {len(set(promised) - set(kept))}")  # fmt: skip
    assert set(promised) <= set(kept)
    assert [one for one, times in Counter(promised).items() if times > 1] == []
    assert sorted(int(one.partition("-")[2]) for one in kept) == list(range(1, len(kept) + 1))
    assert left["twice"] == []
    assert broken == {}
