"""A base that cannot serve for a while: ``python -m tests.faults.unable FAULT``.

``read_only``         what SQLite answers on a read-only file system
``read_only_server``  what PostgreSQL answers when it became a standby
``pool``              every connection of the pool is held by somebody
Prints the status of a page before, during (what it says, what it keeps) and after.
"""

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import django

os.environ["MAILLON_REQUIRE_MFA"] = "false"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.test import Client  # noqa: E402

from tests.factories import desk as situations  # noqa: E402


@contextmanager
def read_only() -> Iterator[None]:
    with _told("PRAGMA query_only = ON"):
        yield


@contextmanager
def read_only_server() -> Iterator[None]:
    with _told("SET default_transaction_read_only = on"):
        yield


@contextmanager
def _told(sql: str) -> Iterator[None]:
    """Every connection opened meanwhile hears this first."""

    def tell(connection: object, **_: object) -> None:
        connection.cursor().execute(sql)  # type: ignore[attr-defined]

    _start_afresh()
    connection_created.connect(tell)
    yield
    connection_created.disconnect(tell)
    _start_afresh()


def _start_afresh() -> None:
    connections.close_all()
    if hasattr(connections["default"], "close_pool"):
        connections["default"].close_pool()


@contextmanager
def pool() -> Iterator[None]:
    _start_afresh()
    connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1, "timeout": 0.5}
    other = connections.create_connection("default")
    other.ensure_connection()
    yield
    other.close()
    connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 4, "timeout": 10}
    _start_afresh()


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    world = situations.saint_chamond()
    agent = Client(raise_request_exception=False)
    agent.force_login(world.agent)
    print(agent.get("/demandes/").status_code)
    connections.close_all()
    typed = {
        "draft": str(uuid.uuid4()), "desk": str(world.desk.pk), "note": "Troisième étage",
        "action": "leave",
    }  # fmt: skip
    with globals()[sys.argv[1]]():
        answer = agent.post("/demandes/nouvelle/", typed)
        print(answer.status_code)
        page = answer.content.decode()
        print("said" if "Rien ne peut s’enregistrer en ce moment" in page else page)
        print("kept" if "Troisième étage" in page else page)
        connections.close_all()
    print(agent.get("/demandes/").status_code)


if __name__ == "__main__":
    main()
