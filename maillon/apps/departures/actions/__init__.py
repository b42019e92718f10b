"""Noting a departure whole, passing on the day what is left, undoing it."""

from maillon.apps.departures.actions.leaving import DAY, NewDeparture, depart, pass_rest
from maillon.apps.departures.actions.undoing import undo_departure

__all__ = ["DAY", "NewDeparture", "depart", "pass_rest", "undo_departure"]
