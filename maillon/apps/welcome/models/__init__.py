"""The public door of a team, what is asked there, what was found, what must be asked again."""

from maillon.apps.welcome.models.door import WelcomeDoor
from maillon.apps.welcome.models.help import FoundHelp, HelpRequest
from maillon.apps.welcome.models.resources import ResourceCheck

__all__ = ["FoundHelp", "HelpRequest", "ResourceCheck", "WelcomeDoor"]
