"""A PostgreSQL of the bench's own: made as an ordinary user, durable, thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Missing", "running", "spare_port"]

ROLE = "maillon"
DEBIAN = Path("/usr/lib/postgresql")


class Missing(Exception):
    """There is no PostgreSQL here, or nobody to run it; the French sentence says which."""


@dataclass(frozen=True, slots=True)
class _Server:
    """One server, in one folder, on one port of the loopback."""

    programs: Path
    folder: Path
    port: int
    user: str | None

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's own programs, as the server's user."""
        command = [str(self.programs / program), *arguments]
        if self.user:
            ids = (f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups")
            command = ["setpriv", *ids, *command]
        silent = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd="/", stdin=silent, stdout=silent)  # noqa: S603

    def start(self) -> None:
        """Durable, as in production: ``fsync`` and ``synchronous_commit`` stay on."""
        if self.user:
            shutil.chown(self.folder, self.user)
        self.run("initdb", "-D", self.data, "-A", "trust", "-U", ROLE, "-E", "UTF8",
                 "--locale=C.UTF-8")  # fmt: skip
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.folder}"
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-s", "-w", "-D", self.data, "-l", log, "-o", options)
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", ROLE, ROLE)

    def stop(self) -> None:
        """At once; a server that never started has nothing to stop."""
        with suppress(subprocess.CalledProcessError, OSError):
            self.run("pg_ctl", "stop", "-s", "-D", self.data, "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[str]:
    """The URL of an empty database on a server of our own. Raises ``Missing``."""
    folder = Path(tempfile.mkdtemp(prefix="maillon-bench-pg-"))
    try:
        server = _Server(_programs(), folder, spare_port(), _ordinary_user())
    except Missing:
        shutil.rmtree(folder)
        raise
    try:
        try:
            server.start()
        except (subprocess.CalledProcessError, OSError) as error:
            raise Missing(f"PostgreSQL est ici mais ne démarre pas : {error}.") from error
        yield f"postgres://{ROLE}@127.0.0.1:{server.port}/{ROLE}"
    finally:
        server.stop()


def _programs() -> Path:
    """The folder of the newest server installed."""
    found_by_debian = DEBIAN.glob("*/bin/initdb")
    newest = sorted(found_by_debian, key=lambda path: float(path.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which("initdb")
    if not found:
        raise Missing("PostgreSQL n’est pas installé ici : seul SQLite est mesuré.")
    return Path(found).parent


def _ordinary_user() -> str | None:
    """Whom to run the server as; ``None`` when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return name
    raise Missing("PostgreSQL refuse de tourner sous root, et il n’y a personne d’autre ici.")


def spare_port() -> int:
    """A port of the loopback nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
