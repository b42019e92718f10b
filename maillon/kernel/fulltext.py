"""Columns of spaced words, found again by the beginnings of their words.

The database keeps the index in step by itself, in the transaction of whatever writes a row, by
whichever road. PostgreSQL: a GIN index on the words as an array. SQLite: a contentless FTS5 table;
its rows bear numbers of ours, because those that SQLite gives a table without an integer key are
given anew by VACUUM. SQLite drops triggers silently whenever Django rebuilds a table, so the index
is put back after every migration, and filled anew when a trigger was gone.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

__all__ = ["answering", "install", "keep", "out_of_step"]

M = TypeVar("M", bound=Model)
_kept: dict[str, str] = {}

_TRIGGERS: Final = {
    "filed": "AFTER INSERT ON {table} BEGIN {number}; {file} END",
    "filed_anew": (
        "AFTER UPDATE OF {column} ON {table} WHEN OLD.{column} <> NEW.{column} "
        "BEGIN {forget} {file} END"
    ),
    "forgotten": "AFTER DELETE ON {table} BEGIN {forget} {unnumber} END",
}


def keep(table: str, column: str) -> None:
    """Declare that ``column`` of ``table`` (by its UUID ``id``) is looked into by words.

    It holds folded words between spaces; the index is laid after each ``migrate``.
    """
    _kept[table] = column


def install(using: str = "default", **_: Any) -> None:
    """Lay the index of every declared column whose table exists; safe to repeat."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    lay = _lay_sqlite if connection.vendor == "sqlite" else _lay_postgresql
    for table in sorted(_kept.keys() & existing):
        lay(connection, table)


def answering(rows: QuerySet[M, Any], asked: Sequence[Collection[str]]) -> QuerySet[M, Any]:
    """The rows with, for each of ``asked``, a word that begins with one of its spellings.

    Spellings are folded words: no space, no quote. They come in the order that costs the index
    nothing; all the rows, as they came, when nothing is asked.
    """
    if not asked:
        return rows
    table = rows.model._meta.db_table
    if connections[rows.db].vendor == "sqlite":
        words, numbers = _words(table), _numbers(table)
        joined = [
            f'"{words}" MATCH %s',
            f'"{numbers}".number = "{words}".rowid',
            f'"{numbers}".id = "{table}".id',
        ]
        query = _query(asked, '"{}"*', " OR ", " AND ")
        return rows.order_by().extra(  # noqa: S610  (names of ours, words as a parameter)
            tables=[words, numbers], where=joined, params=[query], order_by=[f"{words}.rowid"]
        )
    query = _query(asked, "'{}':*", " | ", " & ")
    return rows.order_by("pk").extra(  # noqa: S610
        where=[f"{_array(table)} @@ %s::tsquery"], params=[query]
    )


def out_of_step(using: str = "default") -> Iterator[tuple[str, int]]:
    """Tables whose rows and numbers are not the same, and how many differ."""
    connection = connections[using]
    if connection.vendor != "sqlite":  # an index of PostgreSQL cannot be
        return
    with connection.cursor() as cursor:
        for table in sorted(_kept):
            cursor.execute(
                f'SELECT (SELECT count(*) FROM "{table}" WHERE id NOT IN '  # noqa: S608
                f'(SELECT id FROM "{_numbers(table)}")) + (SELECT count(*) FROM '
                f'"{_numbers(table)}" WHERE id NOT IN (SELECT id FROM "{table}"))'
            )
            ((different,),) = cursor.fetchall()
            if different:
                yield table, different


def _query(asked: Sequence[Collection[str]], begins: str, either: str, every: str) -> str:
    return every.join(
        f"({either.join(begins.format(spelling) for spelling in sorted(spellings))})"
        for spellings in asked
    )


def _words(table: str) -> str:
    return f"{table}_words"


def _numbers(table: str) -> str:
    return f"{table}_numbers"


def _array(table: str) -> str:
    """Of immutable functions only, and word for word: no dictionary cuts them otherwise."""
    words = f"""array_remove(string_to_array("{table}"."{_kept[table]}", ' '), '')"""
    return f"array_to_tsvector({words})"


def _lay_postgresql(connection: BaseDatabaseWrapper, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE INDEX IF NOT EXISTS "{_words(table)}" ON "{table}" USING gin ({_array(table)})'
        )


def _lay_sqlite(connection: BaseDatabaseWrapper, table: str) -> None:
    names = {f"{table}_{name}": sql for name, sql in _TRIGGERS.items()}
    told = _told(table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        if names.keys() <= {name for (name,) in cursor.fetchall()}:
            return
        cursor.execute(
            f'CREATE TABLE IF NOT EXISTS "{_numbers(table)}" '
            "(number INTEGER PRIMARY KEY, id char(32) NOT NULL UNIQUE)"
        )
        cursor.execute(
            f'CREATE VIRTUAL TABLE IF NOT EXISTS "{_words(table)}" USING fts5(words, content="", '
            "detail=none, columnsize=0, prefix='1 2 3', tokenize='ascii')"
        )
        for name, sql in names.items():
            cursor.execute(f'CREATE TRIGGER IF NOT EXISTS "{name}" {sql.format(**told)}')
        _file_anew(cursor, table)


def _told(table: str) -> dict[str, str]:
    """The pieces of the triggers. Names come from ``keep``: nothing here was typed by anybody."""
    words, numbers, column = f'"{_words(table)}"', f'"{_numbers(table)}"', f'"{_kept[table]}"'
    of_new, of_old = (
        f"(SELECT number FROM {numbers} WHERE id = {row}.id)"  # noqa: S608
        for row in ("NEW", "OLD")
    )
    deleted = f"({words}, rowid, words) VALUES ('delete', {of_old}, OLD.{column});"
    return {
        "table": f'"{table}"',
        "column": column,
        "number": f"INSERT INTO {numbers} (id) VALUES (NEW.id)",  # noqa: S608
        "unnumber": f"DELETE FROM {numbers} WHERE id = OLD.id;",  # noqa: S608
        "file": f"INSERT INTO {words} (rowid, words) VALUES ({of_new}, NEW.{column});",  # noqa: S608
        "forget": f"INSERT INTO {words} {deleted}",
    }


def _file_anew(cursor: Any, table: str) -> None:
    words, numbers, column = _words(table), _numbers(table), _kept[table]
    for sql in (
        f"""INSERT INTO "{words}" ("{words}") VALUES ('delete-all')""",  # noqa: S608
        f'DELETE FROM "{numbers}"',  # noqa: S608
        f'INSERT INTO "{numbers}" (id) SELECT id FROM "{table}" ORDER BY id',  # noqa: S608
        f'INSERT INTO "{words}" (rowid, words) SELECT number, "{column}" '  # noqa: S608
        f'FROM "{numbers}" JOIN "{table}" USING (id) ORDER BY number',
    ):
        cursor.execute(sql)
