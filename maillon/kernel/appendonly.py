"""Tables that refuse UPDATE and DELETE, by a trigger of the database itself.

SQLite drops triggers silently whenever Django rebuilds a table, so they are put
back after every migration.
"""

from typing import Any

from django.db import connections

__all__ = ["install", "protect", "protected_tables"]

_tables: set[str] = set()


def protect(table: str) -> None:
    """Declare ``table`` append-only; the trigger is laid after each ``migrate``."""
    _tables.add(table)


def protected_tables() -> frozenset[str]:
    """Every table declared append-only so far."""
    return frozenset(_tables)


def install(using: str = "default", **_: Any) -> None:
    """Lay the triggers on every protected table that exists; safe to repeat."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    statements = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for table in sorted(_tables & existing):
            for sql in statements(table):
                cursor.execute(sql)


def _sqlite(table: str) -> list[str]:
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION maillon_append_only() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql",
        f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"',
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION maillon_append_only()",
    ]
