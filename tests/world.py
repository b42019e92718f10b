"""The world the tests live in, laid down before Django reads its settings.

Nothing of the machine's own installation is used: a data folder of its own, throw-away
keys, and SQLite unless ``MAILLON_TEST_DATABASE=postgresql``, which starts a cluster for
the length of the run. Workers of a parallel run inherit the world of their controller.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import network, postgres

KEY = "bWFpbGxvbiBtYWlsbG9uIG1haWxsb24gbWFpbGxvbiE="


def on_postgresql() -> bool:
    """Whether this run was asked for on PostgreSQL."""
    return os.environ.get("MAILLON_TEST_DATABASE") == "postgresql"


def data_folder() -> Path:
    """The folder of this run, shared by its workers, removed at its end."""
    return Path(os.environ["MAILLON_DATA_DIR"])


def environment(folder: Path) -> dict[str, str]:
    """Development settings with the keys of no one."""
    return {
        "MAILLON_ENV": "development",
        "SECRET_KEY": "clé des seuls essais, jamais celle d'une installation",
        "MAILLON_FIELD_KEYS": f"essai:{KEY}",
        "MAILLON_INDEX_KEY": KEY,
        "MAILLON_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'maillon.sqlite3'}",
    }


def lay_down() -> None:
    """Set the environment once, in the process that leads the run."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="maillon-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(environment(folder))
    if on_postgresql():
        cluster = postgres.start()
        atexit.register(cluster.stop)
        os.environ["DATABASE_URL"] = cluster.url("maillon")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The first hook of all: pytest-django has not read the settings yet."""
    lay_down()


def pytest_configure(config: pytest.Config) -> None:
    network.forbid()
    _hash_quickly()
    _tables_are_kept(config)


def _hash_quickly() -> None:
    """Argon2 is slow by design; nothing that a test proves depends on it."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _tables_are_kept(config: pytest.Config) -> None:
    from tests import tables

    tables.keep(config)
