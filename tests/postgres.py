"""A PostgreSQL of our own: made for one run, as an ordinary user, durable, thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cluster", "Missing", "binaries", "start"]

ROLE = "maillon"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "200",
    "timezone": "UTC",
    "log_min_messages": "fatal",
    # Statistics taken while a test's world is not committed say that its tables are empty: joins
    # planned for one row are then walked for thousands.
    "autovacuum": "off",
}


class Missing(RuntimeError):
    """PostgreSQL, or an ordinary user to run it, is not on this machine."""


def binaries() -> Path:
    """The folder of the newest server installed; raises ``Missing``."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[4])
    )
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if not found:
        raise Missing(
            "PostgreSQL n'est pas installé : apt-get install postgresql. / "
            "PostgreSQL is not installed: apt-get install postgresql."
        )
    return Path(found).parent


def ordinary_user() -> str | None:
    """Whom to run the server as; ``None`` when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Missing("Aucun utilisateur ordinaire. / PostgreSQL refuses to run as root.")


def spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Cluster:
    """One running server, in one folder, on one port of the loopback."""

    folder: Path
    port: int
    user: str | None

    def url(self, database: str) -> str:
        return f"postgres://{ROLE}@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own programs as the server's user."""
        command: Sequence[str] = (str(binaries() / program), *arguments)
        if self.user:
            command = ("setpriv", f"--reuid={self.user}", f"--regid={self.user}",
                       "--clear-groups", *command)  # fmt: skip
        subprocess.run(
            command, check=True, cwd="/", stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )

    def stop(self) -> None:
        """Stop at once and leave nothing behind."""
        try:
            self.run("pg_ctl", "stop", "-s", "-D", f"{self.folder}/data", "-m", "immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Cluster:
    """Make a cluster, start it and create the database ``maillon`` in it."""
    user = ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="maillon-pg-"))
    cluster = Cluster(folder=folder, port=spare_port(), user=user)
    if user:
        shutil.chown(folder, user)
    data = f"{folder}/data"
    cluster.run("initdb", "-D", data, "-A", "trust", "-U", ROLE, "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync")  # fmt: skip
    options = {**SETTINGS, "port": str(cluster.port), "unix_socket_directories": str(folder)}
    given = " ".join(f"-c {name}={value}" for name, value in options.items())
    cluster.run("pg_ctl", "start", "-s", "-w", "-D", data, "-l", f"{folder}/log", "-o", given)
    cluster.run("createdb", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", ROLE, ROLE)
    return cluster


def main() -> int:
    """``python -m tests.postgres``: say whether a cluster can be started here."""
    try:
        binaries()
        ordinary_user()
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
