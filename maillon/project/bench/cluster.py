"""A PostgreSQL of the bench's own: made as an ordinary user, durable, thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Missing", "running"]

ROLE = "maillon"


class Missing(Exception):
    """There is no PostgreSQL here, or nobody to run it; the French sentence says which."""


@contextmanager
def running() -> Iterator[str]:
    """The URL of an empty database on a server of our own, durable as in production.

    Raises ``Missing``.
    """
    programs, user = _programs(), _ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="maillon-bench-pg-"))
    if user:
        shutil.chown(folder, user)
    port = _spare_port()
    data = str(folder / "data")

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        if user:
            command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command]
        silent = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd="/", stdin=silent, stdout=silent)  # noqa: S603

    try:
        run("initdb", "-D", data, "-A", "trust", "-U", ROLE, "-E", "UTF8", "--locale=C.UTF-8")
        given = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run("pg_ctl", "start", "-s", "-w", "-D", data, "-l", str(folder / "log"), "-o", given)
        run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", ROLE, ROLE)
        yield f"postgres://{ROLE}@127.0.0.1:{port}/{ROLE}"
    finally:
        try:
            run("pg_ctl", "stop", "-s", "-D", data, "-m", "immediate")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server installed."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: float(path.parts[4]))
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


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
