"""Cases on an agenda: a higher room says whose they are and who reads them.

Filled in project/wiring.py and nowhere else. A point marked as a case of which nobody answers for
this viewer is « une situation », without a word of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["Case", "Cases", "attach", "carry", "guard", "moved", "offered", "persons", "register",
           "shown"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Whose case a point is, for a viewer who reads it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Cases:
    """What the room that knows persons answers.

    ``shown``: among these points, those this viewer reads, each read traced. ``offered``: the
    cases she may bring. ``attach`` raises ``NotFound`` for any other. ``carry``: pairs of points,
    the second speaks of the same case as the first. ``persons``: ids for the journal. ``moved``:
    their pages have news. ``guard`` raises ``Refused`` where guests are not chosen by hand.
    """

    shown: Callable[[Viewer, UUID, Iterable[UUID], datetime], Mapping[UUID, Case]]
    offered: Callable[[AccountViewer, datetime], tuple[tuple[UUID, str], ...]]
    attach: Callable[[UUID, UUID, AccountViewer, datetime], None]
    carry: Callable[[Iterable[tuple[UUID, UUID]]], None]
    persons: Callable[[UUID], tuple[UUID, ...]]
    moved: Callable[[UUID], None]
    guard: Callable[[UUID], None]


_held: list[Cases] = []


def register(cases: Cases) -> None:
    """Say who answers for cases (project/wiring.py only)."""
    _held[:] = [cases]


def shown(
    viewer: Viewer, meeting_id: UUID, items: Iterable[UUID], now: datetime
) -> Mapping[UUID, Case]:
    """Among these case points of a meeting, those this viewer reads."""
    ids = list(items)
    return _held[0].shown(viewer, meeting_id, ids, now) if _held and ids else {}


def offered(viewer: AccountViewer, now: datetime) -> tuple[tuple[UUID, str], ...]:
    """The cases this viewer may bring to a meeting, by name."""
    return _held[0].offered(viewer, now) if _held else ()


def attach(item_id: UUID, case_id: UUID, by: AccountViewer, now: datetime) -> None:
    """This point speaks of this case; ``NotFound`` for one she may not bring."""
    _held[0].attach(item_id, case_id, by, now)


def carry(pairs: Iterable[tuple[UUID, UUID]]) -> None:
    """The second point of each pair speaks of the case of the first."""
    if _held:
        _held[0].carry(pairs)


def persons(meeting_id: UUID) -> tuple[UUID, ...]:
    """Whose cases the meeting speaks of: ids for the journal."""
    return _held[0].persons(meeting_id) if _held else ()


def moved(meeting_id: UUID) -> None:
    """Minutes closed, a decision settled: the persons' pages have news."""
    if _held:
        _held[0].moved(meeting_id)


def guard(meeting_id: UUID) -> None:
    """``Refused`` where the person says who comes, and nobody is added by hand."""
    if _held:
        _held[0].guard(meeting_id)
