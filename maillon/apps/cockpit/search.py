"""What the palette can find: each room below adds its own provider (project/wiring.py)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from maillon.kernel.access import AccountViewer

__all__ = ["Group", "Hit", "Provider", "found", "register"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of results: where it leads, in words."""

    label: str
    url: str
    hint: str = ""
    icon: str = "arrow"


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind."""

    title: str
    hits: tuple[Hit, ...]


Provider = Callable[[AccountViewer, str, datetime], Iterable[Hit]]
_providers: dict[str, Provider] = {}


def register(title: str, provider: Provider) -> None:
    """Add what a room can find, under its title; asking it again replaces it."""
    _providers[title] = provider


def found(viewer: AccountViewer, text: str, now: datetime) -> tuple[Group, ...]:
    """Every group with at least one line, in the order the rooms were added."""
    groups = (
        Group(title, tuple(provider(viewer, text, now))) for title, provider in _providers.items()
    )
    return tuple(group for group in groups if group.hits)
