"""One measure in the database of this process: the bench starts it with one of its own."""

import argparse
import json
import os
import sys
from contextlib import redirect_stdout
from datetime import datetime
from typing import Any

import django

__all__ = ["main"]


def main() -> int:
    """Migrate, measure, print one JSON document; progress goes to standard error."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "what", choices=("dispatch", "search", "persons", "cockpit", "offers", "web")
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[])
    parser.add_argument("--persons", type=int, default=0)
    parser.add_argument("--requests", type=int, default=0)
    parser.add_argument("--boards", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    asked = parser.parse_args()
    if "MAILLON_BENCH" not in os.environ:
        parser.error("this writes thousands of rows: start it with `maillon bench`")
    django.setup()
    with redirect_stdout(sys.stderr):  # the demonstration's mail is printed where it is no answer
        figures = _measured(asked)
    json.dump({"database": _database(), "figures": figures}, sys.stdout)
    return 0


def _measured(asked: argparse.Namespace) -> Any:
    from django.core.management import call_command

    from maillon.project.bench import coordination, dispatch, offers, persons, search, shift, web

    call_command("migrate", verbosity=0, interactive=False)
    if asked.what == "dispatch":
        return dispatch.measure(asked.sizes, asked.now, _tell)
    if asked.what == "search":
        return search.measure(asked.sizes, asked.now, _tell)
    if asked.what == "persons":
        return persons.measure(asked.persons, asked.now, _tell)
    if asked.what == "cockpit":
        return coordination.measure(coordination.CIRCLES, asked.now, _tell)
    if asked.what == "offers":
        return offers.measure(asked.requests, asked.now, _tell)
    scene = shift.prepare(asked.boards, asked.requests, asked.now, _tell)
    return web.measure(scene, os.environ, asked.seconds, _tell)


def _database() -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def _tell(words: str) -> None:
    print(f"  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
