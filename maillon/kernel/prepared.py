"""A read that Django resolves once, for what every page asks.

Building a query set, resolving its names and writing its SQL takes five times as long as the
database does to answer by a key. Here that is done the first time; afterwards only the values
change. The statement is Django's, and so are the forms of the values that go in and come out.

Where one of several values is looked for, the last is said again up to the next power of two: a
database then knows a few statements and not one for each length.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

__all__ = ["Kind", "Prepared"]

# What stands for a value while the statement is written: one of a kind for each place.
MARKS: Final[dict[type, Callable[[int], Any]]] = {
    str: lambda place: f"\ue000{place}",
    UUID: lambda place: UUID(int=(0xE000 << 64) + place),
    datetime: lambda place: datetime(1, 1, 2, microsecond=place, tzinfo=UTC),
    date: lambda place: date.fromordinal(100 + place),
}
Kind = type | list[type]  # of one value, or of each of several


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    values: tuple[Any, ...]  # those that never change, and the marks of the others
    places: tuple[tuple[int, int], ...]  # (position among the values, which of those given)
    converters: tuple[tuple[int, Any, Any], ...]  # (column, converters, expression)


_NOBODY: Final = _Statement("", (), (), ())  # no row can answer it: the database is not asked


class Prepared:
    """The rows of a query set of ``values_list``, for other values each time.

    ``make`` is called with a mark for each of ``kinds``, a list of them where the kind is one: it
    must not look at them. Kinds are ``str``, ``UUID``, ``datetime`` and ``date``.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, Any]"], *kinds: Kind) -> None:
        self._make = make
        self._kinds = kinds
        self._statements: dict[tuple[str, tuple[int, ...]], _Statement] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds now; raises ``TypeError`` for a value of another kind."""
        given = [_several(*one) for one in zip(self._kinds, values, strict=True)]
        connection = connections[DEFAULT_DB_ALIAS]
        key = connection.vendor, tuple(map(len, given))
        known = self._statements.get(key)
        if known is None:
            known = self._statements[key] = self._resolved(key[1], connection)
        if known is _NOBODY:
            return []
        flat = [_adapted(value, connection) for some in given for value in some]
        asked = list(known.values)
        for position, which in known.places:
            asked[position] = flat[which]
        with connection.cursor() as cursor:
            cursor.execute(known.sql, asked)
            found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, known, connection) for row in found]

    def _resolved(self, lengths: tuple[int, ...], connection: Any) -> _Statement:
        marks = list(_marks(self._kinds, lengths))
        compiler = self._make(*marks).query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return _NOBODY
        flat = [one for mark in marks for one in (mark if isinstance(mark, list) else [mark])]
        seen = {_adapted(mark, connection): which for which, mark in enumerate(flat)}
        places = tuple((at, seen[value]) for at, value in enumerate(values) if value in seen)
        if {which for _, which in places} != set(range(len(flat))):
            raise LookupError(sql)
        columns = compiler.get_converters([column for column, _, _ in compiler.select])
        converters = tuple((at, found, column) for at, (found, column) in columns.items())
        return _Statement(sql, tuple(values), places, converters)


def _several(kind: Kind, value: Any) -> Collection[Any]:
    """What was given for one place; of several, as many as a power of two."""
    values = list(value) if isinstance(kind, list) else [value]
    (wanted,) = kind if isinstance(kind, list) else [kind]
    if any(type(one) is not wanted for one in values):
        raise TypeError(value)
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


def _marks(kinds: Sequence[Kind], lengths: Sequence[int]) -> Iterator[Any]:
    place = 0
    for kind, length in zip(kinds, lengths, strict=True):
        if isinstance(kind, list):
            yield [MARKS[kind[0]](place + one) for one in range(length)]
        else:
            yield MARKS[kind](place)
        place += length


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
