"""Requests for help, by the real actions. Everybody is invented."""

from datetime import datetime
from typing import Any
from uuid import UUID

from maillon.apps.welcome import actions
from maillon.apps.welcome.actions import DoorWords, NewHelp
from maillon.apps.welcome.models import HelpRequest, WelcomeDoor
from maillon.kernel.access import AccountViewer

__all__ = ["asked_for_help", "open_door", "typed_help"]


def typed_help(**more: Any) -> NewHelp:
    """A neighbour asks for meals."""
    return NewHelp(**{
        "requester_kind": "neighbour", "requester_name": "Voisine Essai",
        "requester_phone": "01 99 00 00 61", "need": "meals", "words": "Elle ne cuisine plus.",
        "person_name": "Madame Essai", "place": "Saint-Chamond", "agreed": "yes", **more,
    })  # fmt: skip


def asked_for_help(by: AccountViewer, house: UUID, now: datetime, **more: Any) -> HelpRequest:
    """Heard by telephone by a coordinator."""
    return actions.ask_for_help(organization_id=house, new=typed_help(**more), by=by, now=now)


def open_door(by: AccountViewer, house: UUID, now: datetime, slug: str = "essai") -> WelcomeDoor:
    """The public page of a team."""
    words = DoorWords(slug, "Les communes du Gier", "Inès, coordinatrice", "01 99 00 00 62")
    return actions.set_door(organization_id=house, words=words, by=by, now=now)
