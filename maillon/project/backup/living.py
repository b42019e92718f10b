"""The database of the settings."""

from pathlib import Path

from django.conf import settings

from maillon.project.backup.database import Database
from maillon.project.backup.postgresql import Postgresql
from maillon.project.backup.sqlite import Sqlite

__all__ = ["configured"]


def configured() -> Database:
    """The one Maillon works in, by whichever of the two ways."""
    told = settings.DATABASES["default"]
    if told["ENGINE"] == "maillon.kernel.sqlite":
        return Sqlite(Path(str(told["NAME"])))
    return Postgresql(settings.DATABASE_URL)
