"""Backups of a test's own database, in this process and by the commands."""

import base64
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from maillon.project.backup.database import Database
from maillon.project.backup.postgresql import Postgresql
from maillon.project.backup.sqlite import Sqlite
from tests.databases import MIGRATED, Commands
from tests.world import on_postgresql

__all__ = ["CANARY", "KEY", "PLANTED", "Said", "add", "command", "database", "neighbour"]

KEY = f"essai:{base64.b64encode(b'la clef des sauvegardes d essai.').decode()}"
CANARY = "CANARI-DES-SAUVEGARDES"
PLANT = (
    "from datetime import date; from maillon.apps.directory.models import Organization as O;"
    f"O.objects.create(kind='desk', name='{CANARY}', folded_name='canari', source='essai',"
    " as_of=date(2026, 11, 1))"
)

PLANTED: Commands = (*MIGRATED, ("shell", "--no-imports", "-v", "0", "-c", PLANT))
AFTER = "INSERT INTO kernel_version (topic, number) VALUES ('après', 1)"


def database(url: str) -> Database:
    """The same database, as the room of backups knows it."""
    return Postgresql(url) if on_postgresql() else Sqlite(Path(urlsplit(url).path))


def add(url: str) -> None:
    """Something written after the backup."""
    if on_postgresql():
        with psycopg.connect(url) as server:
            server.execute(AFTER.encode())
    else:
        with sqlite3.connect(urlsplit(url).path) as file:
            file.execute(AFTER)
        file.close()


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)


def command(url: str, *arguments: str, **env: str) -> Said:
    """One ``maillon`` command, whatever its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "maillon.project", *arguments],
        env={**environ, "DATABASE_URL": url, "MAILLON_BACKUP_KEY": KEY, **env},
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


def neighbour(folder: Path) -> Iterator[str]:
    """An empty database that nothing was ever laid in."""
    if on_postgresql():
        name = f"vide_{folder.name[-20:]}".replace("-", "_").lower()
        with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"'.encode())
        yield urlsplit(environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
    else:
        yield f"sqlite:///{folder / 'vide.sqlite3'}"
