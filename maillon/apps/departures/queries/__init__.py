"""What a departure changes, before it is noted and after."""

from maillon.apps.departures.queries.page import (
    DeparturePage,
    Noted,
    Part,
    departure_page,
    house_of,
)

__all__ = ["DeparturePage", "Noted", "Part", "departure_page", "house_of"]
