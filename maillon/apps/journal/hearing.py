"""Who else must know of an act that brings its paper: rooms above, told by the wiring."""

from collections.abc import Callable
from datetime import datetime

from maillon.apps.journal.models import Entry
from maillon.kernel.access import Viewer

__all__ = ["Hearer", "hear", "tell"]

Hearer = Callable[[Entry, Viewer, datetime], None]
_hearers: dict[str, Hearer] = {}


def hear(name: str, hearer: Hearer) -> None:
    """Tell this room of each act that carries a document (project/wiring only)."""
    _hearers[name] = hearer


def tell(entry: Entry, by: Viewer, now: datetime) -> None:
    """Tell them, in the transaction of the act."""
    for hearer in _hearers.values():
        hearer(entry, by, now)
