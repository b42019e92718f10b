"""The sections of the hand-over file: each room tells its own (project/wiring_team.py).

A line names nobody outside the structure: the file leaves Maillon, persons do not leave with it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from maillon.kernel.access import AccountViewer

__all__ = ["Line", "Owned", "Section", "Teller", "follow", "keep_with", "kept_with", "leaving",
           "owned", "register", "register_following", "register_leaving", "register_owned",
           "sections"]  # fmt: skip


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
Owned = Callable[[AccountViewer, UUID, UUID, datetime], Iterable[Line]]
Follower = Callable[[UUID, Sequence[UUID], UUID], None]
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
_following: Final[list[Follower]] = []
_owned: Final[list[Owned]] = []
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


def register_following(follower: Follower) -> None:
    """Add what changes hands with its task: asked with a structure, tasks, and their new owner."""
    if follower not in _following:
        _following.append(follower)


def follow(organization_id: UUID, task_ids: Sequence[UUID], account_id: UUID) -> None:
    """These tasks are somebody else's: what they are the task of follows, in every room."""
    for one in _following:
        one(organization_id, task_ids, account_id)


def register_owned(teller: Owned) -> None:
    """Add who tells the open tasks of one account in a structure, in words."""
    if teller not in _owned:
        _owned.append(teller)


def owned(
    viewer: AccountViewer, organization_id: UUID, account_id: UUID, now: datetime
) -> tuple[Line, ...]:
    """The open tasks of one account in a structure."""
    return tuple(line for tell in _owned for line in tell(viewer, organization_id, account_id, now))


def keep_with(*kinds: str) -> None:
    """Say which kinds of task are asked of one person by name, and pass to nobody."""
    _kept.update(kinds)


def kept_with() -> frozenset[str]:
    """The kinds of task that no successor can do in her place."""
    return frozenset(_kept)
