"""Who comes to a person's home by a higher room: told here by registry (project/wiring.py only)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

__all__ = ["Told", "register", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who comes, or is looked for (``who`` empty). ``what`` is of this ``theme``;
    ``trade`` may be read by whoever reads who comes.
    """

    who: str
    trade: str
    phone: str
    what: str
    theme: str
    how_often: str
    starts_on: date
    ends_on: date | None


Source = Callable[[UUID, datetime], Iterable[Told]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let a room say who comes, or is looked for, around a person."""
    if source not in _sources:
        _sources.append(source)


def told(patient_id: UUID, now: datetime) -> tuple[Told, ...]:
    """Everything the rooms above say of this person; the caller shows what may be shown."""
    return tuple(one for source in _sources for one in source(patient_id, now))
