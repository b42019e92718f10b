"""The sign of life of a process that nobody looks at."""

from datetime import datetime, timedelta
from typing import Final

from maillon.kernel.models import Heartbeat

__all__ = ["EVERY", "beat", "last"]

EVERY: Final = timedelta(seconds=10)


def beat(name: str, now: datetime) -> None:
    """Say that ``name`` has just done its part."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def last(name: str) -> datetime | None:
    """When ``name`` last did its part."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
