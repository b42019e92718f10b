"""Writing many rows of one table with one statement, compiled once by Django.

``bulk_create`` makes an instance of every row and prepares every field of it anew; a national
extract has tens of millions of them. Here rows are plain dictionaries, and only the columns
whose database form differs from their Python form are prepared.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from functools import cache, lru_cache
from typing import Any, Final

from django.db import IntegrityError, connections, models, router, transaction
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from maillon.kernel.fields import EncryptedTextField

__all__ = ["add", "insert", "write"]

FEW: Final = 20  # rows for which COPY is not worth its own round trip
AS_THEY_ARE: Final = (models.CharField, models.TextField, models.BooleanField)
Fields = Sequence["models.Field[Any, Any]"]


def write(
    model: type[models.Model], rows: Sequence[dict[str, Any]], *, over: Iterable[str] = ()
) -> None:
    """Insert rows, each naming every column; one whose key exists gets the fields of ``over``.

    No default, no signal, no encrypted field: the rows are written as they stand.
    """
    if not rows:
        return
    alias = router.db_for_write(model)
    fields: Fields = list(model._meta.concrete_fields)
    prepared = [(field.attname, _preparing(field, alias)) for field in fields]
    cells = [
        [prepare(row[name]) if prepare else row[name] for name, prepare in prepared] for row in rows
    ]
    statement = _statement(model, tuple(fields), tuple(over), alias)
    with connections[alias].cursor() as cursor:
        cursor.executemany(statement, cells)


def insert(rows: Sequence[models.Model], *, ignore_known: bool = False) -> None:
    """``bulk_create`` of instances just made, each with its own key, twice as fast.

    Encrypted fields are sealed, no signal is sent; ``ignore_known`` leaves out those whose key or
    unique values exist already. Keys that the database counts are its own, and are not told.
    """
    if not rows:
        return
    model = type(rows[0])
    alias = router.db_for_write(model)
    _add(model, [row.__dict__ for row in rows], alias, ignore_known=ignore_known)
    for row in rows:
        row._state.adding, row._state.db = False, alias


def add(
    model: type[models.Model], rows: Sequence[dict[str, Any]], *, ignore_known: bool = False
) -> None:
    """``insert`` without the instances: what a row does not name takes its default.

    The rows name the same columns, and are completed in place.
    """
    if not rows:
        return
    for field in model._meta.concrete_fields:
        if field.attname not in rows[0]:
            for row in rows:
                row[field.attname] = field.get_default()
    _add(model, rows, router.db_for_write(model), ignore_known=ignore_known)


def _add(
    model: type[models.Model], rows: Sequence[dict[str, Any]], alias: str, *, ignore_known: bool
) -> None:
    fields = tuple(
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField) or rows[0][field.attname] is not None
    )
    columns = [_column(field, rows, alias) for field in fields]
    statement = _statement(model, fields, (), alias, ignore_known=ignore_known)
    cells = list(zip(*columns, strict=True))
    many = len(cells) > FEW and connections[alias].vendor == "postgresql"
    if many and _copied(model, fields, cells, alias, ignore_known=ignore_known):
        return
    with transaction.mark_for_rollback_on_error(alias), connections[alias].cursor() as cursor:
        if len(cells) == 1:
            cursor.execute(statement, cells[0])
        else:
            cursor.executemany(statement, cells)


def _copied(
    model: type[models.Model],
    fields: Fields,
    cells: Sequence[tuple[Any, ...]],
    alias: str,
    *,
    ignore_known: bool,
) -> bool:
    """COPY, which PostgreSQL writes with half the processor of as many INSERT; ``False``, and
    nothing written, where a key is known and may be.
    """
    connection = connections[alias]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    statement = f"COPY {quoted(model._meta.db_table)} ({names}) FROM STDIN"
    alone = transaction.atomic(using=alias) if ignore_known else nullcontext()
    try:
        with (
            alone,
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.cursor.copy(statement) as rows,
        ):
            for row in cells:
                rows.write_row(row)
    except IntegrityError:
        if not ignore_known:
            raise
        return False
    return True


def _column(
    field: "models.Field[Any, Any]", rows: Sequence[dict[str, Any]], alias: str
) -> list[Any]:
    name = field.attname
    if isinstance(field, EncryptedTextField):
        return [field.sealed(row["id"], row[name]) for row in rows]
    prepare = _preparing(field, alias)
    if prepare is None:
        return [row[name] for row in rows]
    if not isinstance(field, models.JSONField):  # what repeats is prepared once
        prepare = lru_cache(maxsize=None)(prepare)
    return [prepare(row[name]) for row in rows]


def _preparing(field: "models.Field[Any, Any]", alias: str) -> Callable[[Any], Any] | None:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, AS_THEY_ARE):
        return None
    connection = connections[alias]
    return lambda value: target.get_db_prep_save(value, connection)


@cache
def _statement(
    model: type[models.Model],
    fields: tuple["models.Field[Any, Any]", ...],
    over: tuple[str, ...],
    alias: str,
    *,
    ignore_known: bool = False,
) -> str:
    known = OnConflict.UPDATE if over else OnConflict.IGNORE if ignore_known else None
    query = InsertQuery(
        model,
        on_conflict=known,
        update_fields=[model._meta.get_field(name) for name in over],
        unique_fields=[model._meta.pk] if over else [],
    )
    # No default is asked for: what is drawn by lot would depend on what was compiled before.
    nothing = {one.attname: None for one in model._meta.concrete_fields if one.has_default()}
    query.insert_values(list(fields), [model(**nothing)])
    ((statement, _),) = query.get_compiler(using=alias).as_sql()
    return str(statement)
