"""Writing many rows of one table with one statement, compiled once by Django.

``bulk_create`` makes an instance of every row and prepares every field of it anew; a national
extract has tens of millions of them. Here rows are plain dictionaries, and only the columns
whose database form differs from their Python form are prepared.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.db import connections, models, router
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

__all__ = ["write"]

AS_THEY_ARE: Final = (models.CharField, models.TextField, models.BooleanField)
Fields = list["models.Field[Any, Any]"]


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
    statement = _statement(model(**rows[0]), fields, list(over), alias)
    with connections[alias].cursor() as cursor:
        cursor.executemany(statement, cells)


def _preparing(field: "models.Field[Any, Any]", alias: str) -> Callable[[Any], Any] | None:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, AS_THEY_ARE):
        return None
    connection = connections[alias]
    return lambda value: target.get_db_prep_save(value, connection)


def _statement(row: models.Model, fields: Fields, over: list[str], alias: str) -> str:
    query = InsertQuery(
        type(row),
        on_conflict=OnConflict.UPDATE if over else None,
        update_fields=[row._meta.get_field(name) for name in over],
        unique_fields=[row._meta.pk],
    )
    query.insert_values(fields, [row])
    ((statement, _),) = query.get_compiler(using=alias).as_sql()
    return str(statement)
