"""The watches of a need as an SMS lists them."""

from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from maillon.apps.desk.models import Offer, Shift

__all__ = ["listed"]

MOST_LISTED: Final = 4  # the sentence stays within two segments


def listed(offer: Offer, shifts: Iterable[Shift]) -> list[str]:
    """Each with its number, its day and its hours, in the shape of the slot ``watches``."""
    tz = ZoneInfo(offer.need.request.desk.timezone)
    lines = [
        f"{shift.number}:{shift.starts_at.astimezone(tz):%Y-%m-%dT%H:%M}"
        f"/{shift.ends_at.astimezone(tz):%H:%M}"
        for shift in shifts
        if shift.starts_at and shift.ends_at
    ]
    return lines[:MOST_LISTED]
