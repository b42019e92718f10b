"""Moments in the desk's own words: « en retard de 6 min », « avant 11 h 10 », « demain »."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from maillon.kernel.days import ordinal

__all__ = [
    "NB",
    "SOON",
    "WEEKDAYS",
    "Due",
    "clock_words",
    "day_words",
    "due_words",
    "long_day",
    "since_words",
    "span",
]

SOON = timedelta(minutes=15)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
LONG_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
NB = "\u00a0"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as it is shown: how pressing, in which words, when for machines."""

    level: str  # late, soon, calm, wait
    text: str
    at: str = ""


def clock_words(moment: datetime, tz: tzinfo) -> str:
    """« 10 h 52 », on the wall clock of ``tz``."""
    local = moment.astimezone(tz)
    return f"{local.hour}{NB}h{NB}{local.minute:02d}"


def day_words(day: date, today: date) -> str:
    """Nothing for today, « demain », « lundi » within a week, « le 3 déc. » beyond."""
    ahead = (day - today).days
    if ahead == 0:
        return ""
    if ahead in (-1, 1):
        return "hier" if ahead < 0 else "demain"
    if 1 < ahead < 7:
        return WEEKDAYS[day.weekday()]
    return f"le{NB}{ordinal(day.day)}{NB}{MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """« mardi 24 novembre »."""
    return f"{WEEKDAYS[day.weekday()]} {ordinal(day.day)} {LONG_MONTHS[day.month - 1]}"


def span(length: timedelta) -> str:
    """A length of time as it is said: « 6 min », « 2 h 10 », « 3 jours »."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes}{NB}min"
    if minutes < 24 * 60:
        return f"{minutes // 60}{NB}h{NB}{minutes % 60:02d}"
    days = minutes // (24 * 60)
    return f"{days}{NB}jour{'s' if days > 1 else ''}"


def since_words(moment: datetime, now: datetime, tz: tzinfo) -> str:
    """« hier à 17 h 20 »: the day, unless it is today, and the hour."""
    day = day_words(moment.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(part for part in (day, "à", clock_words(moment, tz)) if part)


def due_words(
    moment: datetime | None, now: datetime, tz: tzinfo, *, ahead: str = "avant", prefix: str = ""
) -> Due:
    """The level and words of a deadline; ``soon`` is within fifteen minutes.

    ``ahead`` stands before a coming hour (« avant », « à »); ``prefix`` before everything.
    """
    if moment is None:
        return Due("wait", f"{prefix} sans échéance".strip())
    if moment <= now:
        words = f"en retard de {span(now - moment)}"
        return Due("late", f"{prefix} {words}".strip(), moment.isoformat())
    day = day_words(moment.astimezone(tz).date(), now.astimezone(tz).date())
    words = " ".join(part for part in (prefix, day, ahead, clock_words(moment, tz)) if part)
    return Due("soon" if moment - now <= SOON else "calm", words, moment.isoformat())
