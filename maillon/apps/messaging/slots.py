"""What a message may say: values of a closed shape, and how each is said in French.

There is no slot for a name, an address, a need or a sentence: what does not match its
shape is refused, and the refusal names the slot, never the value.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final

from maillon.apps.messaging import gsm7
from maillon.errors import Refused

__all__ = ["SLOTS", "Slot", "Stored", "Value", "checked"]

Value = str | date | time | datetime | Sequence[str]
Stored = str | list[str]

MAX_CODES: Final = 5
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_REFERENCE = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-[0-9]{3,5}"
_DAY = r"20[0-9]{2}-[01][0-9]-[0-3][0-9]"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"


@dataclass(frozen=True, slots=True)
class Slot:
    """A shape, and the French of a value that has it."""

    shape: re.Pattern[str]
    say: Callable[[str], str]
    many: bool = False


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{_DAYS[day.weekday()]} {day:%d/%m}"


def _hour(value: str) -> str:
    hour, minute = value.split(":")
    return f"{int(hour)}h" if minute == "00" else f"{int(hour)}h{minute}"


def _deadline(value: str) -> str:
    """An hour; with its day where the caller gave one."""
    day, _, hour = value.rpartition("T")
    return f"{_day(day)} à {_hour(hour)}" if day else _hour(hour)


def _watch(value: str) -> str:
    """« 2 = mar 01/12 20h-8h »."""
    number, _, times = value.partition(":")
    start, _, end = times.partition("/")
    day, _, hour = start.partition("T")
    words = _day(day)
    return f"{number} = {words[:3]}{words[words.index(' ') :]} {_hour(hour)}-{_hour(end)}"


def _choice(value: str) -> str:
    reference, _, code = value.rpartition(" ")
    return f"{code} (demande {reference})" if reference else code


def _communes(value: str) -> str:
    return "1 commune" if value == "1" else f"{value} communes"


def _sector(value: str) -> str:
    return gsm7.fold(value)


# The sector is a desk's own word; at most two digits, so that no telephone number fits in.
SLOTS: Final[Mapping[str, Slot]] = {
    "reference": Slot(re.compile(_REFERENCE), str),
    "sector": Slot(re.compile(r"(?!(?:.*[0-9]){3})(?!.*_)[\w' -]{1,24}"), _sector),
    "start": Slot(re.compile(_DAY), _day),
    "until": Slot(re.compile(_DAY), _day),
    "deadline": Slot(re.compile(rf"(?:{_DAY}T)?{_TIME}"), _deadline),
    "count": Slot(re.compile(r"[1-9][0-9]?"), str),
    "communes": Slot(re.compile(r"[1-9][0-9]{0,3}"), _communes),
    "word": Slot(re.compile(r"OUI|ANNULE|FAIT"), str),
    "watches": Slot(re.compile(rf"[1-9][0-9]?:{_DAY}T{_TIME}/{_TIME}"), _watch, many=True),
    "code": Slot(re.compile(r"[0-9]{4}"), str),
    "codes": Slot(re.compile(rf"(?:{_REFERENCE} )?[0-9]{{4}}"), _choice, many=True),
    "link": Slot(re.compile(r"/[a-z]{1,12}/"), str),
}


def checked(name: str, value: Value) -> Stored:
    """The value as stored, of the shape its slot asks; raises ``Refused`` naming the slot."""
    slot = SLOTS[name]
    if slot.many:
        if isinstance(value, str) or not isinstance(value, Sequence) or not value:
            raise Refused("sms_slot", slot=name)
        return [_one(name, item) for item in value[:MAX_CODES]]
    return _one(name, _plain(name, value))


def _one(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise Refused("sms_slot", slot=name)
    return _fitting(name, value)


@lru_cache(maxsize=4096)  # a wave says the same day, deadline and reference to everybody
def _fitting(name: str, value: str) -> str:
    slot = SLOTS[name]
    if not slot.shape.fullmatch(value):
        raise Refused("sms_slot", slot=name)
    try:
        said = slot.say(value)
    except ValueError as error:  # a thirtieth of February
        raise Refused("sms_slot", slot=name) from error
    if not gsm7.fits(said):
        raise Refused("sms_slot", slot=name)
    return value


def _plain(name: str, value: Value) -> object:
    """Moments as text; they are local to the desk, so a moment in UTC is a mistake."""
    if isinstance(value, datetime):
        if value.tzinfo is UTC:
            raise Refused("sms_slot", slot=name)
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value
