"""Watches as the desk says them on the phone: who comes when, what is missing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.moments import clock_words, long_day
from maillon.apps.desk.queries.sheet import Sheet
from maillon.apps.desk.queries.sheet_cards import AssignmentCard, NeedCard, ShiftCard
from maillon.apps.desk.web.wording.moments import typeset
from maillon.apps.desk.web.wording.people import capital

__all__ = ["begins", "day_of", "found_in_part", "found_whole", "hours_of", "shift_words"]


def begins(label: str, sheet: Sheet) -> str:
    """What begins: « la garde » where hours are to be covered, « le soin » elsewhere.

    ``label``: the need spoken of, where the request holds several; else none.
    """
    needs = [need for need in sheet.needs if label in ("", need.label)]
    return "la garde" if needs and all(need.watches for need in needs) else "le soin"


def shift_words(shift: ShiftCard, tz: ZoneInfo) -> str:
    """« mardi 1er décembre, 20 h 00 – 8 h 00 »; nothing for care without hours."""
    if shift.starts_at is None:
        return ""
    return typeset(f"{day_of(shift.starts_at, tz)}, {hours_of(shift, tz)}")


def day_of(at: datetime, tz: ZoneInfo) -> str:
    """« mardi 1er décembre »."""
    return long_day(at.astimezone(tz).date())


def hours_of(shift: ShiftCard, tz: ZoneInfo) -> str:
    """« 20 h 00 – 8 h 00 »."""
    return " – ".join(clock_words(at, tz) for at in (shift.starts_at, shift.ends_at) if at)


def found_whole(need: NeedCard, sheet: Sheet) -> list[str]:
    """Every seat is held: who comes, watch by watch."""
    seats = sum(shift.seats for shift in need.shifts)
    places = "La place est prise." if seats == 1 else f"Les {seats} places sont prises."
    return [places, *_who(need, sheet), "Je vous rappelle quand tous seront venus."]


def found_in_part(need: NeedCard, sheet: Sheet) -> list[str]:
    """What is found, what is missing, watch by watch."""
    seats = sum(shift.seats for shift in need.shifts)
    many = "s" if need.held > 1 else ""
    return [
        f"{need.held} place{many} prise{many} sur {seats}.",
        *_who(need, sheet),
        *_missing(need, sheet),
        "Nous continuons, et je vous rappelle.",
    ]


def _who(need: NeedCard, sheet: Sheet) -> list[str]:
    tz = ZoneInfo(sheet.desk.timezone)
    return [
        f"{capital(shift_words(shift, tz))} : {', '.join(_called(one) for one in shift.held)}."
        for shift in need.shifts
        if shift.held
    ]


def _called(card: AssignmentCard) -> str:
    return f"{card.comes} ({card.name})" if card.comes else card.name


def _missing(need: NeedCard, sheet: Sheet) -> list[str]:
    tz = ZoneInfo(sheet.desk.timezone)
    return [
        f"Il manque {left} personne{'s' if left > 1 else ''}, {shift_words(shift, tz)}."
        for shift in need.shifts
        if (left := shift.seats - len(shift.held)) > 0
    ]
