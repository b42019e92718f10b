"""A read that Django resolves once, for what every page asks.

Building a query set, resolving its names and writing its SQL takes five times as long as the
database does to answer by a key. Here that is done the first time; afterwards only the values
change. The statement is Django's, and so are the forms of the values that go in and come out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

__all__ = ["Prepared"]

# What stands for a value while the statement is written: one of a kind for each place.
MARKS: Final[dict[type, Callable[[int], Any]]] = {
    str: lambda place: f"\ue000{place}",
    UUID: lambda place: UUID(int=(0xE000 << 64) + place),
    datetime: lambda place: datetime(1, 1, 2, 3, 4, place, tzinfo=UTC),
    date: lambda place: date(1, 2, 3 + place),
}


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    values: tuple[Any, ...]  # those that never change, and the marks of the others
    places: tuple[tuple[int, int], ...]  # (position among the values, which argument)
    converters: tuple[tuple[int, Any, Any], ...]  # (column, converters, expression)


class Prepared:
    """The rows of a query set of ``values_list``, for other values each time.

    ``make`` is called with one value for each of ``kinds``, once for each kind of database: it
    must not look at them. Kinds are ``str``, ``UUID``, ``datetime`` and ``date``.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, Any]"], *kinds: type) -> None:
        self._make = make
        self._kinds = kinds
        self._statements: dict[str, _Statement] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds now; raises ``TypeError`` for a value of another kind."""
        if tuple(map(type, values)) != self._kinds:
            raise TypeError(values)
        connection = connections[DEFAULT_DB_ALIAS]
        known = self._statements.get(connection.vendor)
        if known is None:
            known = self._statements[connection.vendor] = self._resolved(connection)
        given = list(known.values)
        for position, argument in known.places:
            given[position] = _adapted(values[argument], connection)
        with connection.cursor() as cursor:
            cursor.execute(known.sql, given)
            found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, known, connection) for row in found]

    def _resolved(self, connection: Any) -> _Statement:
        marks = [MARKS[kind](place) for place, kind in enumerate(self._kinds)]
        compiler = self._make(*marks).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        seen = {_adapted(mark, connection): place for place, mark in enumerate(marks)}
        places = tuple((at, seen[value]) for at, value in enumerate(values) if value in seen)
        if {argument for _, argument in places} != set(range(len(marks))):
            raise LookupError(sql)
        columns = compiler.get_converters([column for column, _, _ in compiler.select])
        converters = tuple((at, found, column) for at, (found, column) in columns.items())
        return _Statement(sql, tuple(values), places, converters)


def _adapted(value: Any, connection: Any) -> Any:
    """As a field of that kind hands it to the database."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _converted(row: tuple[Any, ...], known: _Statement, connection: Any) -> tuple[Any, ...]:
    if not known.converters:
        return row
    cells = list(row)
    for column, converters, expression in known.converters:
        for convert in converters:
            cells[column] = convert(cells[column], expression, connection)
    return tuple(cells)
