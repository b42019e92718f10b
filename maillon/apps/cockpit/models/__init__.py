"""What a coordinator writes down for herself, or for whoever replaces her."""

from maillon.apps.cockpit.models.errand import Errand

__all__ = ["Errand"]
