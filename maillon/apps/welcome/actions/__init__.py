"""Asking for help, taking a request, ending it with the person; keeping resources fresh."""

from maillon.apps.welcome.actions.asking import NewHelp, ask_for_help
from maillon.apps.welcome.actions.door import DoorWords, set_door
from maillon.apps.welcome.actions.freshness import STALE, on_resource, open_check
from maillon.apps.welcome.actions.meeting import NewCircle, meet_person
from maillon.apps.welcome.actions.settling import (
    Found,
    close_request,
    refuse_request,
    take_request,
)

__all__ = [
    "STALE",
    "DoorWords",
    "Found",
    "NewCircle",
    "NewHelp",
    "ask_for_help",
    "close_request",
    "meet_person",
    "on_resource",
    "open_check",
    "refuse_request",
    "set_door",
    "take_request",
]
