"""Traits: birth dates as people say them, and the indexes that find a person."""

import re
from calendar import monthrange
from datetime import timedelta

from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.crypto import blind_index, fold

__all__ = ["indexes", "is_name", "parse_birth_date"]

_FRENCH = re.compile(r"^\s*(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})\s*$", re.ASCII)
_COMPACT = re.compile(r"^\s*(\d{2})(\d{2})(\d{4})\s*$", re.ASCII)
_ISO = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})\s*$", re.ASCII)
_YEAR = re.compile(r"^\s*(\d{4})\s*$", re.ASCII)


def parse_birth_date(text: str) -> str:
    """ISO date; an unknown day or month is 00, as national identity rules allow.

    Raises ``Refused('birth_date_unreadable')``, or ``birth_date_to_come`` where nobody can be
    born yet, on any side of the world.
    """
    iso = _as_iso(text)
    if iso is None or not _plausible(iso):
        raise Refused("birth_date_unreadable")
    if iso > (clock.now() + timedelta(days=1)).date().isoformat():
        raise Refused("birth_date_to_come")
    return iso


def _as_iso(text: str) -> str | None:
    if found := _ISO.match(text):
        return "-".join(found.groups())
    if found := _YEAR.match(text):
        return f"{found[1]}-00-00"
    if found := _FRENCH.match(text) or _COMPACT.match(text):
        day, month, year = found.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    return None


def _plausible(iso: str) -> bool:
    year, month, day = (int(part) for part in iso.split("-"))
    if not (1890 <= year <= 2100 and 0 <= month <= 12 and 0 <= day <= 31):
        return False
    longest = monthrange(year, month)[1] if month else 31
    return day <= longest


def is_name(text: str) -> bool:
    """Whether it can be somebody's name: figures and signs alone are nobody's."""
    return any(sign.isalpha() for sign in text)


def indexes(birth_date: str, birth_name: str) -> tuple[str, str]:
    """Blind indexes of the birth date and of the folded name, in that order."""
    return blind_index("birth_date", birth_date), blind_index("name", fold(birth_name))
