"""Reading what is asked of coordinators; the public page and the requester's link."""

from maillon.apps.welcome.queries.public import (
    DoorPage,
    FollowPage,
    door_page,
    doors,
    follow,
    follow_token,
    visitor,
)
from maillon.apps.welcome.queries.requests import (
    HelpLine,
    HelpPage,
    HelpRow,
    Welcome,
    door_words,
    help_lines,
    help_page,
    houses,
    welcome,
)

__all__ = [
    "DoorPage",
    "FollowPage",
    "HelpLine",
    "HelpPage",
    "HelpRow",
    "Welcome",
    "door_page",
    "door_words",
    "doors",
    "follow",
    "follow_token",
    "help_lines",
    "help_page",
    "houses",
    "visitor",
    "welcome",
]
