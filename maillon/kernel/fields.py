"""Encrypted text columns.

The instance keeps either the plain text (just assigned) or a ``Sealed`` value (just
read); the descriptor opens it on first use. The primary key is part of the sealing
context, hence application-made UUIDs on such tables.
"""

from typing import Any, Self, overload

from django.db import models

from maillon.kernel.crypto import Sealed, open_sealed, seal

__all__ = ["EncryptedTextField"]


def _context(table: str, pk: Any, field: str) -> str:
    return f"{table}:{pk}:{field}"


class _Opened:
    """Opens the sealed value of one attribute when it is read."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: models.Model, owner: type) -> str: ...
    def __get__(self, instance: models.Model | None, owner: type) -> Self | str:
        if instance is None:
            return self
        if self.name not in instance.__dict__:
            instance.refresh_from_db(fields=[self.name])
        value = instance.__dict__[self.name]
        if isinstance(value, Sealed):
            value = open_sealed(value, _context(instance._meta.db_table, instance.pk, self.name))
            instance.__dict__[self.name] = value
        return value or ""

    def __set__(self, instance: models.Model, value: str | None) -> None:
        instance.__dict__[self.name] = value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text sealed at rest; searchable only through a blind index beside it."""

    def contribute_to_class(self, cls: type[models.Model], name: str, *a: Any, **k: Any) -> None:
        super().contribute_to_class(cls, name, *a, **k)
        setattr(cls, name, _Opened(name))

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return self.sealed(model_instance.pk, model_instance.__dict__.get(self.attname))

    def sealed(self, pk: Any, value: str | None) -> str | None:
        """The value as it is written for the row of this key."""
        if not value or isinstance(value, Sealed):
            return value
        return seal(str(value), _context(self.model._meta.db_table, pk, self.attname))

    def get_prep_value(self, value: Any) -> Any:
        if value and not isinstance(value, Sealed):
            raise ValueError("an encrypted field is written through save(), never by update()")
        return value
