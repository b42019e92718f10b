"""What a database holds: migrations and rows, told the same way by both databases."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings

__all__ = ["LAID_BY_MIGRATE", "Facts", "gather", "keys", "tables"]

# What `maillon migrate` alone writes: a database with nothing else is still empty.
LAID_BY_MIGRATE = frozenset({"django_migrations", "django_content_type", "auth_permission"})
Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Facts:
    """Migrations applied, and how many rows each table holds."""

    migrations: list[str]
    rows: dict[str, int]

    @property
    def empty(self) -> bool:
        """Nothing but what ``migrate`` lays."""
        return not any(count for name, count in self.rows.items() if name not in LAID_BY_MIGRATE)


def tables() -> frozenset[str]:
    """Every table of Maillon."""
    models = apps.get_models(include_auto_created=True)
    return frozenset({model._meta.db_table for model in models} | {"django_migrations"})


def gather(ask: Ask, present: set[str]) -> Facts:
    """The facts of one database, through its own way of answering a query."""
    ours = sorted(tables() & present)
    rows = {name: int(ask(f'SELECT count(*) FROM "{name}"')[0][0]) for name in ours}  # noqa: S608
    if "django_migrations" not in present:
        return Facts([], rows)
    applied = ask("SELECT app, name FROM django_migrations ORDER BY id")
    return Facts([f"{app}.{name}" for app, name in applied], rows)


def keys() -> dict[str, str]:
    """A check value for each secret that reads the fields, which tells nothing of it."""
    pairs = [one.partition(":") for one in settings.MAILLON_FIELD_KEYS.split(",") if one]
    ring = {f"MAILLON_FIELD_KEYS {name}": key for name, _, key in pairs}
    return {
        name: hashlib.sha256(b"maillon key check" + base64.b64decode(key)).hexdigest()[:12]
        for name, key in {**ring, "MAILLON_INDEX_KEY": settings.MAILLON_INDEX_KEY}.items()
    }
