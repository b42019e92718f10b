"""The tables, laid once for each set of migrations and kept beside pytest's own cache.

Running every migration costs each worker many seconds, and the answer is the same as long as no
migration and no trigger changed. A kept copy is named by what made it: another branch, another
Django, and it is made anew: the first of each run on a fresh clone really migrates.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import pytest
from django.core.management.commands import migrate
from django.db import connections

import maillon
from tests import postgres

__all__ = ["keep", "lay"]

SOURCES = ("apps/*/migrations/*.py", "kernel/**/migrations/*.py", "apps/*/models/*.py",
           "apps/*/models.py", "kernel/*.py")  # fmt: skip


def keep(config: pytest.Config) -> None:
    """From now on a whole ``migrate`` of an empty test database may be a copy."""
    plain = migrate.Command.handle
    folder = Path(config.cache.mkdir("tables"))
    os.environ["MAILLON_TEST_TABLES"] = str(folder)

    def handle(self: Any, *given: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        if options.get("app_label") or connection.introspection.table_names():
            return plain(self, *given, **options)
        return _laid(folder, connection, lambda: plain(self, *given, **options))

    migrate.Command.handle = handle  # type: ignore[method-assign]


def lay(url: str) -> bool:
    """Copy the kept tables into an empty database that is not Django's own; False if none are."""
    parts = urlsplit(url)
    vendor = "sqlite" if parts.scheme == "sqlite" else "postgresql"
    kept = Path(os.environ["MAILLON_TEST_TABLES"]) / f"{vendor}-{_name()}"
    if not kept.exists():
        return False
    if vendor == "sqlite":
        shutil.copyfile(kept, parts.path)
    else:
        _restore(kept, url)
    return True


def _laid(folder: Path, connection: Any, lay: Callable[[], Any]) -> Any:
    kept = folder / f"{connection.vendor}-{_name()}"
    sqlite = connection.vendor == "sqlite"
    if kept.exists():
        return _load(kept, connection) if sqlite else _restore(kept, _url(connection))
    said = lay()
    made = kept.with_name(f"{kept.name}.{os.getpid()}")  # two workers may make it at once
    _save(made, connection) if sqlite else _dump(made, _url(connection))
    made.replace(kept)
    for other in folder.glob(f"{connection.vendor}-*"):
        if not other.name.startswith(kept.name):
            other.unlink(missing_ok=True)
    return said


def _name() -> str:
    root = Path(maillon.__file__).parent
    files = sorted(file for pattern in SOURCES for file in root.glob(pattern))
    made_of = hashlib.sha256(django.__version__.encode())
    for file in files:
        made_of.update(str(file.relative_to(root)).encode() + file.read_bytes())
    return made_of.hexdigest()[:16]


def _load(kept: Path, connection: Any) -> None:
    connection.ensure_connection()
    with sqlite3.connect(kept) as source:
        source.backup(connection.connection)
    source.close()


def _save(made: Path, connection: Any) -> None:
    with sqlite3.connect(made) as target:
        connection.connection.backup(target)
    target.close()


def _dump(made: Path, url: str) -> None:
    _program("pg_dump", "--no-owner", f"--file={made}", url)


def _restore(kept: Path, url: str) -> None:
    _program("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={kept}", url)


def _program(name: str, *arguments: str) -> None:
    subprocess.run(
        [str(postgres.binaries() / name), *arguments], check=True, stdout=subprocess.DEVNULL
    )


def _url(connection: Any) -> str:
    named = connection.settings_dict
    return f"postgresql://{named['USER']}@{named['HOST']}:{named['PORT']}/{named['NAME']}"
