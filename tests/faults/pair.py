"""Two database machines and a witness, started from the examples we deploy, on spare ports.

A machine is its etcd, its Patroni and the PostgreSQL that Patroni leads; ``strike`` kills all of it
at once. HAProxy and pgbouncer stand before them, as on a machine where Maillon runs.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import binaries, ordinary_user, spare_port

__all__ = ["MISSING", "Pair", "available", "make", "wait_for"]

MISSING = (
    "Il manque de quoi faire la bascule : apt-get install patroni etcd-server haproxy pgbouncer. / "
    "To try failover: apt-get install patroni etcd-server haproxy pgbouncer."
)
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MACHINES = {"db1": "10.0.0.11", "db2": "10.0.0.12", "temoin": "10.0.0.13"}
DATABASES = ("db1", "db2")
PORTS = {"postgresql": "5432", "patroni": "8008", "etcd": "2379", "peers": "2380"}
SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin"  # where Debian's daemons are, whatever our own PATH says
SAME = ("hosts:", "ETCD_INITIAL_CLUSTER=")  # lines that every machine writes alike
PASSWORDS = {f"MOT-DE-PASSE-{name}": name.lower() for name in ("POSTGRES", "STANDBY", "REWIND")}
PASSWORD = "maillon"


def program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=SYSTEM)


def available() -> bool:
    """Everything the pair is made of is on this machine."""
    return all(map(program, ("patroni", "etcd", "haproxy", "pgbouncer", "setpriv")))


def make() -> "Pair":
    """A pair in a folder of its own, whose path is short enough for a socket's name."""
    folder = Path(tempfile.mkdtemp(prefix="maillon-pair-"))
    folder.chmod(0o755)
    return Pair(folder)


def wait_for(fact: Callable[[], Any], why: Callable[[], str], seconds: float = 180) -> None:
    """Until it holds; the machine may be busy with something else."""
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, why()
        time.sleep(0.1)


def status(address: str) -> int:
    """What it answers; 0 when nobody does."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@dataclass
class Pair:
    """The machines of the examples, each address moved to the loopback."""

    folder: Path
    user: str | None = field(default_factory=ordinary_user)
    ports: dict[str, dict[str, int]] = field(
        default_factory=lambda: {name: {one: spare_port() for one in PORTS} for name in MACHINES}
    )
    before: dict[str, int] = field(
        default_factory=lambda: {name: spare_port() for name in ("haproxy", "pgbouncer")}
    )
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self) -> None:
        """From nothing to a leader and a standby that holds all it holds, with an empty base."""
        for name in MACHINES:
            self._own(self.folder / name)
            self.start_etcd(name)
        for name in DATABASES:
            self.start_patroni(name)
        self.start_before()
        wait_for(self.leader, self.said)
        self._make_base()
        wait_for(lambda: self.in_sync(self.standby()), self.said)

    def start_etcd(self, name: str) -> None:
        text = _told(self, name, "etcd.default.example", self.folder / name)
        lines = (line for line in text.splitlines() if line and not line.startswith("#"))
        self._spawn(name, "etcd", **dict(line.split("=", 1) for line in lines))

    def start_patroni(self, name: str) -> None:
        file = self.folder / name / "config.yml"
        text = _told(self, name, "patroni.yml.example", self.folder / name)
        text = text.replace("/usr/lib/postgresql/15/bin", str(binaries()))
        file.write_text(text.replace("loop_wait: 4", "loop_wait: 1"), encoding="utf-8")
        self._spawn(name, "patroni", str(file))

    def start_before(self) -> None:
        """What Maillon speaks to, on its own machine."""
        here = self.folder / "application"
        self._own(here)
        (here / "userlist.txt").write_text(f'"maillon" "{PASSWORD}"\n', encoding="utf-8")
        for example in ("haproxy.cfg", "pgbouncer.ini"):
            text = _told(self, "db1", f"{example}.example", here)
            (here / example).write_text(text, encoding="utf-8")
        self._spawn("application", "haproxy", "-db", "-f", f"{here}/haproxy.cfg")
        self._spawn("application", "pgbouncer", f"{here}/pgbouncer.ini")

    def _own(self, folder: Path) -> None:
        folder.mkdir()
        if self.user:
            shutil.chown(folder, self.user)

    def _spawn(self, machine: str, name: str, *arguments: str, **env: str) -> None:
        """As an ordinary user; it dies with us, whatever happens to us."""
        command = ["setpriv", "--pdeathsig=KILL", str(program(name)), *arguments]
        if self.user:
            command[1:1] = [f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        with (self.folder / f"{machine}-{name}.log").open("ab") as out:
            self.running[f"{machine} {name}"] = subprocess.Popen(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                env={"PATH": SYSTEM, "LANG": "C.UTF-8", "HOME": str(self.folder), **env},
            )  # fmt: skip

    def _make_base(self) -> None:
        with psycopg.connect(self._at(self.leader(), "postgres"), autocommit=True) as server:
            server.execute(f"CREATE ROLE maillon LOGIN PASSWORD '{PASSWORD}'".encode())
            server.execute("CREATE DATABASE maillon OWNER maillon")

    def url(self, through: str) -> str:
        """The address of the base through ``haproxy`` or ``pgbouncer``."""
        return f"postgres://maillon:{PASSWORD}@127.0.0.1:{self.before[through]}/maillon"

    def url_of_both(self) -> str:
        """Both machines in one address, the one that may not be written to first."""
        hosts = ",".join(
            f"127.0.0.1:{self.ports[name]['postgresql']}"
            for name in (self.standby(), self.leader())
        )
        asked = "target_session_attrs=read-write"
        return f"postgres://maillon:{PASSWORD}@{hosts}/maillon?{asked}"

    def _at(self, name: str, base: str) -> str:
        port = self.ports[name]["postgresql"]
        return f"postgres://postgres:postgres@127.0.0.1:{port}/{base}"

    def ask(self, name: str, sql: str) -> list[tuple[Any, ...]]:
        """Read on that machine, leader or not."""
        with psycopg.connect(self._at(name, "maillon"), connect_timeout=5) as server:
            return server.execute(sql.encode()).fetchall()

    def leader(self) -> str:
        """Who leads by Patroni's word, or nobody."""
        return next((name for name in DATABASES if self._is(name, "primary")), "")

    def standby(self) -> str:
        return next(name for name in DATABASES if name != self.leader())

    def in_sync(self, name: str) -> bool:
        """It follows the leader, whose commits wait for it."""
        return self._is(name, "synchronous")

    def _is(self, name: str, what: str) -> bool:
        return status(f"http://127.0.0.1:{self.ports[name]['patroni']}/{what}") == 200

    def strike(self, name: str) -> None:
        """A power cut of the whole machine."""
        tree = _postgresql(self.folder / name)
        for daemon in (self.running.pop(f"{name} patroni"), self.running.pop(f"{name} etcd")):
            daemon.kill()
            daemon.wait()
        _kill(tree)

    def revive(self, name: str) -> None:
        """Its power comes back."""
        self.start_etcd(name)
        self.start_patroni(name)

    def stop(self) -> None:
        """Nothing is left running, nor on the disk."""
        for daemon in self.running.values():
            daemon.kill()
            daemon.wait()
        for name in DATABASES:
            _kill(_postgresql(self.folder / name))
        shutil.rmtree(self.folder, ignore_errors=True)

    def said(self) -> str:
        """The end of what each daemon wrote."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(
            f"— {log.name}\n{log.read_text(encoding='utf-8', errors='replace')[-1500:]}"
            for log in logs
        )


def _told(pair: Pair, name: str, example: str, folder: Path) -> str:
    """An example as the administrator of this machine fills it in, moved to the loopback."""
    lines = (DEPLOY / example).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line if line.strip().startswith(SAME) else _of(name, line) for line in lines)
    for mark in ("127.0.0.1:5000", "port=5000"):
        text = text.replace(mark, mark.replace("5000", str(pair.before["haproxy"])))
    text = text.replace("listen_port = 6432", f"listen_port = {pair.before['pgbouncer']}")
    for other, address in MACHINES.items():
        at = pair.ports[other]
        checked = f"127.0.0.1:{at['postgresql']} check port {at['patroni']}"
        text = text.replace(f"{address}:5432 check port 8008", checked)
        for kind, port in PORTS.items():
            text = text.replace(f"{address}:{port}", f"127.0.0.1:{at[kind]}")
    text = text.replace("10.0.0.0/24", "127.0.0.1/32")
    text = text.replace("/var/lib/etcd/", f"{folder}/etcd-")
    for place in ("/var/lib/postgresql", "/var/run/postgresql", "/var/log/postgresql",
                  "/etc/pgbouncer"):  # fmt: skip
        text = text.replace(place, str(folder))
    for mark, password in PASSWORDS.items():
        text = text.replace(mark, password)
    assert "10.0.0." not in text, text
    return text + "\n"


def _of(name: str, line: str) -> str:
    """A line of db1's file, as that machine writes it; pg_hba names the network."""
    if line in ("name: db1", "ETCD_NAME=db1"):
        return line.replace("db1", name)
    return line if "server db" in line else line.replace(MACHINES["db1"], MACHINES[name])


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _postgresql(machine: Path) -> list[int]:
    """The server of that machine, then what it started; nothing where none runs."""
    with suppress(FileNotFoundError, ProcessLookupError):
        file = machine / "maillon" / "postmaster.pid"
        first = file.read_text(encoding="utf-8").split()[0]
        started = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii")
        return [int(first), *map(int, started.split())]
    return []
