"""The sections of the hand-over file: each room tells its own (project/wiring_team.py).

A line names nobody outside the structure: the file leaves Maillon, persons do not leave with it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from maillon.kernel.access import AccountViewer

__all__ = ["Line", "Section", "Teller", "keep_with", "kept_with", "leaving", "register",
           "register_leaving", "sections"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: what, whose, by when, in which state, where it opens."""

    words: str
    who: str = ""
    day: date | None = None
    state: str = ""
    tone: str = "plain"  # plain, late, soon, calm, info
    url: str = ""


Teller = Callable[[AccountViewer, UUID, datetime], Iterable[Line]]
LeavingTeller = Callable[[AccountViewer, UUID, UUID, datetime], Iterable[Line]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the file: its title, what it says when empty, who tells it, where it opens."""

    code: str
    title: str
    empty: str
    tell: Teller
    room: str = ""  # the URL name of the room it tells of, asked with the structure


_sections: Final[dict[str, Section]] = {}
_leaving: Final[list[LeavingTeller]] = []
_kept: Final[set[str]] = set()


def register(section: Section) -> None:
    """Add a section, in the order of the file; the same code again replaces it."""
    _sections[section.code] = section


def sections() -> tuple[Section, ...]:
    """Every section, in order."""
    return tuple(_sections.values())


def register_leaving(teller: LeavingTeller) -> None:
    """Add what a departure changes: asked with a structure and the account that leaves."""
    if teller not in _leaving:
        _leaving.append(teller)


def leaving(
    viewer: AccountViewer, organization_id: UUID, account_id: UUID, now: datetime
) -> tuple[Line, ...]:
    """What changes in every room when this account leaves."""
    return tuple(
        line for tell in _leaving for line in tell(viewer, organization_id, account_id, now)
    )


def keep_with(*kinds: str) -> None:
    """Say which kinds of task are asked of one person by name, and pass to nobody."""
    _kept.update(kinds)


def kept_with() -> frozenset[str]:
    """The kinds of task that no successor can do in her place."""
    return frozenset(_kept)
