"""The exercise: a desk at work in a world of its own is backed up, struck dead, restored elsewhere.

Real actions, a real worker, the real commands; the base of the settings is never opened, only
its kind is kept.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from psycopg import sql

from maillon.kernel import clock
from maillon.kernel.crypto import new_key
from maillon.project import cluster
from maillon.project.backup.database import Database, Tell
from maillon.project.backup.living import configured
from maillon.project.backup.postgresql import Postgresql
from maillon.project.backup.sqlite import Sqlite

__all__ = ["Drill", "Failed", "run"]

BACKUPS: Final = 2
PATIENCE: Final = 120.0  # seconds for the desk to begin its work


class Failed(Exception):
    """A step of the exercise did not go through; its own words."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What the exercise showed. ``missing``: promised before the copy and not restored."""

    database: str
    taken: int
    restored: int
    missing: int
    backup_seconds: float  # the longest
    rpo_seconds: float
    rto_seconds: float
    checked: list[str]
    broken: dict[str, list[str]]

    @property
    def lost(self) -> int:
        """Requests taken after the last copy: what the interval between two copies costs."""
        return max(0, self.taken - self.restored)

    @property
    def held(self) -> bool:
        """Whether everything promised before the copy is back and every invariant holds."""
        return not self.broken and not self.missing


@dataclass(frozen=True, slots=True)
class _World:
    folder: Path
    env: dict[str, str]
    elsewhere: Database
    url_elsewhere: str

    def say(self, *arguments: str, url: str = "") -> dict[str, Any]:
        """One ``maillon`` command and its JSON; raises ``Failed``."""
        command = [sys.executable, "-m", "maillon.project", *arguments, "--json"]
        env = {**self.env, **({"DATABASE_URL": url} if url else {})}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        try:
            told: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            raise Failed(f"{arguments[0]} : {done.stderr.strip()[-400:]}") from None
        if "refused" in told:
            raise Failed(f"{arguments[0]} : {told['sentence']}")
        return told

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """An agent and a worker; at the end of the block, a power cut."""
        agent = [sys.executable, "-m", "maillon.project.backup.load", "work"]
        worker = [sys.executable, "-m", "maillon.project", "worker"]
        with (
            (self.folder / "promises").open("w") as heard,
            (self.folder / "words").open("w") as out,
        ):
            children = [
                subprocess.Popen(agent, env=self.env, stdout=heard, stderr=out),  # noqa: S603
                subprocess.Popen(worker, env=self.env, stdout=out, stderr=out),  # noqa: S603
            ]
            try:
                yield
            finally:
                for child in children:
                    child.kill()
                    child.wait()

    def promises(self) -> list[datetime]:
        """When each caller heard a number."""
        lines = (self.folder / "promises").read_text(encoding="utf-8").splitlines()
        return [datetime.fromisoformat(line.split()[0]) for line in lines if " " in line]

    def wait_for(self, promises: int) -> None:
        until = monotonic() + PATIENCE
        while len(self.promises()) < promises:
            if monotonic() > until:
                words = (self.folder / "words").read_text(encoding="utf-8")[-400:]
                raise Failed(f"le poste d’exercice ne travaille pas : {words}")
            sleep(0.05)


def run(*, between: int, tell: Tell) -> Drill:
    """Take requests, copy twice, strike, restore, check; ``between``: requests after each copy.

    Raises ``Failed``, and ``cluster.Missing`` where PostgreSQL cannot be started here.
    """
    with _folder() as folder, _world(folder) as world:
        tell("un poste d’exercice")
        _prepare(world)
        with world.at_work():
            made = [_copied(world, between, turn, tell) for turn in range(1, BACKUPS + 1)]
            world.wait_for(len(world.promises()) + between)
        struck, started = clock.now(), monotonic()
        tell("coupure ; restauration ailleurs")
        back = world.say("restore", made[-1]["path"], url=world.url_elsewhere)
        return _shown(world, made, back, (struck, monotonic() - started))


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="maillon-exercice-") as name:
        yield Path(name)


def _prepare(world: _World) -> None:
    command = [sys.executable, "-m", "maillon.project.backup.load", "prepare"]
    done = subprocess.run(command, env=world.env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(done.stderr.strip()[-400:])


def _copied(world: _World, between: int, turn: int, tell: Tell) -> dict[str, Any]:
    world.wait_for(len(world.promises()) + between)
    tell(f"sauvegarde {turn} pendant le travail")
    started = monotonic()
    made = world.say("backup", str(world.folder / f"{turn}.maillon"))
    return {**made, "seconds": monotonic() - started}


def _shown(
    world: _World,
    made: list[dict[str, Any]],
    back: dict[str, Any],
    strike: tuple[datetime, float],
) -> Drill:
    struck, rto = strike
    copied = datetime.fromisoformat(made[-1]["made_at"])
    promises = world.promises()
    restored = world.elsewhere.facts().rows.get("desk_servicerequest", 0)
    return Drill(
        database=made[-1]["server"],
        taken=len(promises),
        restored=restored,
        missing=max(0, sum(at <= copied for at in promises) - restored),
        backup_seconds=max(one["seconds"] for one in made),
        rpo_seconds=(struck - copied).total_seconds(),
        rto_seconds=rto,
        checked=back["checked"],
        broken=back["broken"],
    )


@contextmanager
def _world(folder: Path) -> Iterator[_World]:
    """Two databases of the kind of the settings, on a server of their own where one is needed."""
    if configured().kind == "sqlite":
        here, there = (f"sqlite:///{folder / name}.sqlite3" for name in ("ici", "ailleurs"))
        yield _World(folder, _settings(folder, here), Sqlite(folder / "ailleurs.sqlite3"), there)
        return
    with cluster.running() as here:
        server = Postgresql(here)
        with server.maintenance() as session:
            session.execute(sql.SQL("CREATE DATABASE ailleurs"))
        there = server.named("ailleurs")
        yield _World(folder, _settings(folder, here), Postgresql(there), there)


def _settings(folder: Path, url: str) -> dict[str, str]:
    """Settings of nobody: keys that end with the exercise."""
    return {
        **os.environ,
        "MAILLON_DRILL": "1",
        "DJANGO_SETTINGS_MODULE": "maillon.project.settings",
        "MAILLON_ENV": "development",
        "MAILLON_DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "SECRET_KEY": new_key(),
        "MAILLON_FIELD_KEYS": f"exercice:{new_key()}",
        "MAILLON_INDEX_KEY": new_key(),
        "MAILLON_BACKUP_KEY": f"exercice:{new_key()}",
        "MAILLON_SMS_PROVIDER": "simulator",
        "MAILLON_SMS_SECOND_URL": "",
        "MAILLON_SMS_SECOND_SECRET": "",
        "DEBUG": "false",
    }
