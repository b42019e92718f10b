"""Departures, with what is needed to undo them."""

from maillon.apps.departures.models.departure import Departure

__all__ = ["Departure"]
