"""The tables, laid once for each set of migrations and kept beside pytest's own cache.

Running every migration costs each worker many seconds, and the answer is the same as long as no
migration and no trigger changed. A kept copy is named by what made it: another branch, another
Django, and it is made anew. The migrations themselves are proved where a database really migrates:
``tests.databases`` and the tests of the upgrades.
"""

import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import pytest
from django.core.management.commands import migrate
from django.db import connections

import maillon
from tests import postgres

__all__ = ["keep"]

SOURCES = ("apps/*/migrations/*.py", "kernel/**/migrations/*.py", "apps/*/models/*.py",
           "apps/*/models.py", "kernel/*.py")  # fmt: skip


def keep(config: pytest.Config) -> None:
    """From now on a whole ``migrate`` of an empty test database may be a copy."""
    plain = migrate.Command.handle
    folder = Path(config.cache.mkdir("tables"))

    def handle(self: Any, *given: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        if options.get("app_label") or connection.introspection.table_names():
            return plain(self, *given, **options)
        return _laid(folder, connection, lambda: plain(self, *given, **options))

    migrate.Command.handle = handle  # type: ignore[method-assign]


def _laid(folder: Path, connection: Any, lay: Callable[[], Any]) -> Any:
    kept = folder / f"{connection.vendor}-{_name()}"
    load, save = (_load, _save) if connection.vendor == "sqlite" else (_restore, _dump)
    if kept.exists():
        return load(kept, connection)
    said = lay()
    made = kept.with_name(f"{kept.name}.{os.getpid()}")  # two workers may make it at once
    save(made, connection)
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


def _dump(made: Path, connection: Any) -> None:
    _program("pg_dump", "--no-owner", f"--file={made}", _url(connection))


def _restore(kept: Path, connection: Any) -> None:
    _program("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={kept}", _url(connection))


def _program(name: str, *arguments: str) -> None:
    subprocess.run(
        [str(postgres.binaries() / name), *arguments], check=True, stdout=subprocess.DEVNULL
    )


def _url(connection: Any) -> str:
    named = connection.settings_dict
    return f"postgresql://{named['USER']}@{named['HOST']}:{named['PORT']}/{named['NAME']}"
