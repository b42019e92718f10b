"""The six functions of a coordinator: each kind of task is filed in one (project/wiring.py)."""

from typing import Final

__all__ = ["INBOXES", "OTHER", "file_under", "inbox_of", "kinds_in"]

INBOXES: Final = {
    "alert": "Alerte",
    "welcome": "Accueil et orientation",
    "collective": "Travail collectif",
    "guarantor": "Garant du projet",
    "prevention": "Prévention",
    "outside": "Contact extérieur",
}
OTHER: Final = "guarantor"  # what no room filed is about somebody's project
_filed: dict[str, str] = {}


def file_under(inbox: str, *kinds: str) -> None:
    """Say in which inbox tasks of these kinds come; raises ``KeyError`` for no such inbox."""
    _ = INBOXES[inbox]
    _filed.update(dict.fromkeys(kinds, inbox))


def inbox_of(kind: str) -> str:
    """The inbox of a kind of task."""
    return _filed.get(kind, OTHER)


def kinds_in(inbox: str) -> frozenset[str]:
    """The kinds filed in this inbox."""
    return frozenset(kind for kind, known in _filed.items() if known == inbox)
