"""Tables that refuse UPDATE and DELETE, columns that refuse UPDATE: by triggers of the database.

SQLite drops triggers silently whenever Django rebuilds a table, so they are put
back after every migration.
"""

from typing import Any, Final

from django.db import connections

__all__ = ["install", "protect", "protect_columns", "protected_tables"]

_tables: set[str] = set()
_columns: dict[str, tuple[str, ...]] = {}


def protect(table: str) -> None:
    """Declare ``table`` append-only; the trigger is laid after each ``migrate``."""
    _tables.add(table)


def protect_columns(table: str, *columns: str) -> None:
    """Declare that these columns keep what they were written with; the row itself may move to
    another file, or go with the person.
    """
    _columns[table] = columns


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
        of_columns = _sqlite_columns if connection.vendor == "sqlite" else _postgresql_columns
        for table in sorted(_columns.keys() & existing):
            for sql in of_columns(table, _columns[table]):
                cursor.execute(sql)


def _sqlite(table: str) -> list[str]:
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _sqlite_columns(table: str, columns: tuple[str, ...]) -> list[str]:
    changed = " OR ".join(f'OLD."{one}" IS NOT NEW."{one}"' for one in columns)
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{table}_kept" BEFORE UPDATE ON "{table}" WHEN {changed} '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    ]


REFUSES: Final = (
    "CREATE OR REPLACE FUNCTION maillon_append_only() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
)


def _postgresql(table: str) -> list[str]:
    return [
        REFUSES,
        f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"',
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION maillon_append_only()",
    ]


def _postgresql_columns(table: str, columns: tuple[str, ...]) -> list[str]:
    changed = " OR ".join(f'OLD."{one}" IS DISTINCT FROM NEW."{one}"' for one in columns)
    return [
        REFUSES,
        f'DROP TRIGGER IF EXISTS "{table}_kept" ON "{table}"',
        f'CREATE TRIGGER "{table}_kept" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({changed}) '
        "EXECUTE FUNCTION maillon_append_only()",
    ]
