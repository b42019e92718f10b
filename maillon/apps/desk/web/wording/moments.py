"""Moments, counts and telephones as people say them at the desk."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.moments import clock_words as clock
from maillon.apps.desk.queries.moments import long_day
from maillon.kernel.days import ordinal

__all__ = [
    "HARD",
    "ago",
    "clock",
    "count",
    "day",
    "moment",
    "moment_words",
    "part_ago",
    "phone",
    "typeset",
]

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
    "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
NUMBERS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
WEEK = 7
HARD = "\u00a0"  # a space at which no line breaks


def day(on: date, today: date) -> str:
    """« aujourd’hui », « demain », « lundi », « mardi 1er décembre »."""
    gap = (on - today).days
    near = {-2: "avant-hier", -1: "hier", 0: "aujourd’hui", 1: "demain"}
    if gap in near:
        return near[gap]
    name = DAYS[on.weekday()]
    if 0 < gap < WEEK:
        return name
    year = "" if abs(gap) < 300 else f" {on.year}"
    return f"{name} {ordinal(on.day)} {MONTHS[on.month - 1]}{year}"


def moment(at: datetime, now: datetime, tz: tzinfo) -> str:
    """« 10 h 52 » today, « demain à 9 h » otherwise."""
    on, today = at.astimezone(tz).date(), now.astimezone(tz).date()
    return clock(at, tz) if on == today else f"{day(on, today)} à {clock(at, tz)}"


def moment_words(at: datetime, timezone: str) -> str:
    """« mardi 24 novembre, 9 h 42 »: the whole of it, for paper."""
    tz = ZoneInfo(timezone)
    return f"{long_day(at.astimezone(tz).date())}, {clock(at, tz)}"


def part_ago(at: datetime, now: datetime, tz: tzinfo) -> str:
    """When somebody said something, no finer than it matters: « hier soir »."""
    local, today = at.astimezone(tz), now.astimezone(tz).date()
    gap = (today - local.date()).days
    part = "matin" if local.hour < 12 else "après-midi" if local.hour < 18 else "soir"
    if gap <= 0:
        return {"matin": "ce matin", "après-midi": "cet après-midi", "soir": "ce soir"}[part]
    return f"hier {part}" if gap == 1 else f"il y a {gap} jours"


def ago(hours: float) -> str:
    """« il y a 13 h », « il y a 4 jours », where the moment itself is not known."""
    if hours < 1:
        return "à l’instant"
    return f"il y a {round(hours)} h" if hours < 48 else f"il y a {round(hours / 24)} jours"


def typeset(text: str) -> str:
    """The same words with the spaces at which French breaks no line."""
    for sign in (":", "?", "!", ";", "»", "×"):
        text = text.replace(f" {sign}", f"{HARD}{sign}")
    return text.replace("« ", f"«{HARD}").replace("× ", f"×{HARD}")


def count(number: int, one: str, many: str, *, feminine: bool = True) -> str:
    """« une infirmière », « sept infirmières », « 23 infirmières »."""
    if number == 1:
        return f"{'une' if feminine else 'un'} {one}"
    spoken = NUMBERS[number] if 0 < number < len(NUMBERS) else str(number)
    return f"{spoken} {many}"


def phone(e164: str) -> str:
    """« 06 39 98 00 01 »; a number from elsewhere stays as it is."""
    if not e164.startswith("+33") or len(e164) != 12:
        return e164
    national = "0" + e164[3:]
    return HARD.join(national[i : i + 2] for i in range(0, 10, 2))
