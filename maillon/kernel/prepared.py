"""A read, or a guarded update, that Django resolves once, for what is asked all day.

Building a query set, resolving its names and writing its SQL takes five times as long as the
database does to answer by a key. Here that is done the first time; afterwards only the values
change. The statement is Django's, and so are the forms of the values that go in and come out.

Where one of several values is looked for, the last is said again up to the next power of two: a
database then knows a few statements and not one for each length.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, Final, Generic, TypeVar, get_args
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, RelatedPopulator, get_related_populators
from django.db.models.sql import UpdateQuery
from django.db.transaction import TransactionManagementError, mark_for_rollback_on_error

__all__ = ["Change", "Kind", "Prepared"]

# What stands for a value while the statement is written: one of a kind for each place.
MARKS: Final[dict[type, Callable[[int], Any]]] = {
    str: lambda place: f"\ue000{place}",
    int: lambda place: (0xE000 << 40) + place,
    UUID: lambda place: UUID(int=(0xE000 << 64) + place),
    datetime: lambda place: datetime(1, 1, 2, microsecond=place, tzinfo=UTC),
    date: lambda place: date.fromordinal(100 + place),
}
M = TypeVar("M", bound=Model)
Kind = type | list[type] | UnionType  # of one value, of each of several, of one or of none


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    values: tuple[Any, ...]  # those that never change, and the marks of the others
    places: tuple[tuple[int, int], ...]  # (position among the values, which of those given)
    converters: tuple[tuple[int, Any, Any], ...]  # (column, converters, expression)
    objects: "_Objects | None" = None  # how rows become objects, where the query set gives some
    holds: bool = False  # its rows, until the end of the transaction


@dataclass(frozen=True, slots=True)
class _Objects:
    model: type[Model]
    columns: slice
    names: tuple[str, ...]  # of the fields, one for each of these columns
    related: tuple[RelatedPopulator, ...]  # of ``select_related``


_NOBODY: Final = _Statement("", (), (), ())  # no row can answer it: the database is not asked


class _Resolved(ABC):
    """Statements made once for each database, and each number of values that a place takes."""

    def __init__(self, make: Callable[..., Any], *kinds: Kind) -> None:
        self._make = make
        self._kinds = kinds
        self._statements: dict[tuple[str, tuple[int, ...]], _Statement] = {}

    def _asked(self, values: Sequence[Any], connection: Any) -> tuple[_Statement, list[Any]]:
        """The statement, and its values with those given at their places."""
        given = [_several(*one) for one in zip(self._kinds, values, strict=True)]
        key = connection.vendor, tuple(map(len, given))
        known = self._statements.get(key)
        if known is None:
            marks = list(_marks(self._kinds, key[1]))
            try:
                known = self._written(self._make(*marks), marks, connection)
            except EmptyResultSet:
                known = _NOBODY
            self._statements[key] = known
        return known, _filled(known, given, connection)

    @abstractmethod
    def _written(self, asked: Any, marks: list[Any], connection: Any) -> _Statement:
        """The statement of what ``make`` gave for these marks."""


class Prepared(_Resolved, Generic[M]):
    """What a query set finds, for other values each time: rows of ``values_list``, or objects.

    Objects come with what ``select_related`` asks for, without what ``prefetch_related`` does.
    ``make`` is called with a mark for each of ``kinds``, a list of them where the kind is one: it
    must not look at them. Kinds are ``str``, ``int``, ``UUID``, ``datetime`` and ``date``.
    """

    def __init__(self, make: Callable[..., "QuerySet[M, Any]"], *kinds: Kind) -> None:
        super().__init__(make, *kinds)

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds now; raises ``TypeError`` for a value of another kind."""
        return self._found(values)[1]

    def objects(self, *values: Any) -> list[M]:
        """The same as objects, each its own; raises ``TypeError`` where these are only rows."""
        known, rows = self._found(values)
        if not rows:
            return []
        if known.objects is None:
            raise TypeError(known.sql)
        return [_made(row, known.objects) for row in rows]

    def _found(self, values: Sequence[Any]) -> tuple[_Statement, list[tuple[Any, ...]]]:
        connection = connections[DEFAULT_DB_ALIAS]
        known, given = self._asked(values, connection)
        if known is _NOBODY:
            return known, []
        if known.holds and connection.get_autocommit():
            raise TransactionManagementError(known.sql)
        with connection.cursor() as cursor:
            cursor.execute(known.sql, given)
            found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return known, [_converted(row, known, connection) for row in found]

    def _written(self, asked: Any, marks: list[Any], connection: Any) -> _Statement:
        compiler = asked.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        columns = compiler.get_converters([column for column, _, _ in compiler.select])
        return _Statement(
            sql,
            tuple(values),
            _places(sql, values, marks, connection),
            tuple((at, found, column) for at, (found, column) in columns.items()),
            _objects(compiler) if asked._iterable_class is ModelIterable else None,
            asked.query.select_for_update,
        )


class Change(_Resolved):
    """A guarded update: which rows, and what their fields become, for other values each time.

    ``make`` is called as that of ``Prepared``, and gives a query set and what its ``update``
    would be given: there a kind may be ``datetime | None``, never among what is looked for.
    """

    def __init__(
        self, make: Callable[..., "tuple[QuerySet[Any, Any], Mapping[str, Any]]"], *kinds: Kind
    ) -> None:
        super().__init__(make, *kinds)

    def done(self, *values: Any) -> int:
        """Change the rows; how many were. Raises ``TypeError`` for a value of another kind."""
        connection = connections[DEFAULT_DB_ALIAS]
        known, given = self._asked(values, connection)
        if known is _NOBODY:
            return 0
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute(known.sql, given)
            return int(cursor.rowcount)

    def _written(self, asked: Any, marks: list[Any], connection: Any) -> _Statement:
        rows, changes = asked
        if rows.query.is_sliced:
            raise TypeError(rows)
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        query.clear_select_clause()
        sql, values = query.get_compiler(connection=connection).as_sql()
        if query.get_related_updates():
            raise LookupError(sql)
        return _Statement(sql, tuple(values), _places(sql, values, marks, connection), ())


def _filled(known: _Statement, given: Sequence[Collection[Any]], connection: Any) -> list[Any]:
    """The values of the statement, those given at their places."""
    flat = [_adapted(value, connection) for some in given for value in some]
    asked = list(known.values)
    for position, which in known.places:
        asked[position] = flat[which]
    return asked


def _places(
    sql: str, values: Sequence[Any], marks: Sequence[Any], connection: Any
) -> tuple[tuple[int, int], ...]:
    """Where each mark stands; ``LookupError`` for a statement that lost one."""
    flat = [one for mark in marks for one in (mark if isinstance(mark, list) else [mark])]
    seen = {_adapted(mark, connection): which for which, mark in enumerate(flat)}
    places = tuple((at, seen[value]) for at, value in enumerate(values) if value in seen)
    if {which for _, which in places} != set(range(len(flat))):
        raise LookupError(sql)
    return places


def _objects(compiler: Any) -> _Objects:
    """As Django makes objects of the rows of this statement."""
    kind = compiler.klass_info
    if compiler.annotation_col_map:
        raise LookupError(*compiler.annotation_col_map)
    fields = kind["select_fields"]
    columns = slice(fields[0], fields[-1] + 1)
    names = tuple(column.target.attname for column, _, _ in compiler.select[columns])
    related = get_related_populators(kind, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of a later Django
    return _Objects(kind["model"], columns, names, tuple(related))


def _made(row: tuple[Any, ...], known: _Objects) -> Any:
    made = known.model.from_db(DEFAULT_DB_ALIAS, known.names, row[known.columns])
    for one in known.related:
        one.populate(row, made)
    return made


def _several(kind: Kind, value: Any) -> Collection[Any]:
    """What was given for one place; of several, as many as a power of two."""
    values = list(value) if isinstance(kind, list) else [value]
    wanted = _types(kind)
    if any(type(one) not in wanted for one in values):
        raise TypeError(value)
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


def _types(kind: Kind) -> Sequence[type]:
    if isinstance(kind, UnionType):
        return get_args(kind)
    return kind if isinstance(kind, list) else (kind,)


def _marks(kinds: Sequence[Kind], lengths: Sequence[int]) -> Iterator[Any]:
    place = 0
    for kind, length in zip(kinds, lengths, strict=True):
        (some,) = (one for one in _types(kind) if one is not NoneType)
        if isinstance(kind, list):
            yield [MARKS[some](place + one) for one in range(length)]
        else:
            yield MARKS[some](place)
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
