"""Who is told when something is said of a local resource (project/wiring.py only)."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from maillon.kernel.access import Viewer

__all__ = ["ResourceSaid", "on_resource", "tell_resource"]

# resource, its structure, the kind of word, the day it grows old (none once closed), by, now
ResourceSaid = Callable[[UUID, UUID, str, date | None, Viewer, datetime], None]
_listeners: list[ResourceSaid] = []


def on_resource(listener: ResourceSaid) -> None:
    """Call this one in the transaction of each word."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_resource(
    resource_id: UUID, organization_id: UUID, kind: str, stale_on: date | None, by: Viewer,
    now: datetime,
) -> None:  # fmt: skip
    """Tell every listener."""
    for listener in _listeners:
        listener(resource_id, organization_id, kind, stale_on, by, now)
