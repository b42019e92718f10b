"""The INS: a national number, its key, and what it says of its bearer.

Source: ANS, Référentiel INS (NIR or NIA, key = 97 − number modulo 97) and INSEE for Corsica
(2A counts as 19, 2B as 18).
"""

import re
from dataclasses import dataclass
from typing import Final

from stdnum.fr import nir

from maillon.errors import Refused

__all__ = ["SYSTEMS", "Ins", "contradictions", "read_ins"]

SYSTEMS: Final = {
    "nir": "1.2.250.1.213.1.4.8",
    "nia": "1.2.250.1.213.1.4.9",
    "test": "1.2.250.1.213.1.4.10",
    "demo": "1.2.250.1.213.1.4.11",
}
REAL: Final = frozenset({"nir", "nia"})
_SHAPE: Final = re.compile(r"[1-8]\d{4}(\d\d|2A|2B)\d{8}", re.ASCII)
_SEX: Final = {"1": "M", "2": "F", "3": "M", "4": "F", "7": "M", "8": "F"}


@dataclass(frozen=True, slots=True)
class Ins:
    """A number of fifteen characters and the system that gave it; ``key_ok`` is false for
    fictitious data only.
    """

    number: str
    system: str  # a code of SYSTEMS
    key_ok: bool

    @property
    def oid(self) -> str:
        """The system as messages name it."""
        return SYSTEMS[self.system]


def read_ins(text: str, system: str) -> Ins:
    """The number however it was spaced.

    A wrong key is flagged on a test or demonstration number and refused on a real one. Raises
    ``Refused``: ``ins_system``, ``ins_shape`` (not fifteen characters in their places),
    ``ins_key``.
    """
    if system not in SYSTEMS:
        raise Refused("ins_system")
    number = re.sub(r"[\s.\-]", "", text).upper()
    if not _SHAPE.fullmatch(number):
        raise Refused("ins_shape")
    key_ok = nir.calc_check_digits(number) == number[13:]
    if not key_ok and system in REAL:
        raise Refused("ins_key")
    return Ins(number, system, key_ok)


def contradictions(number: str, *, sex: str, birth_date: str, birth_place: str) -> tuple[str, ...]:
    """Which traits a well-formed number denies: ``sex``, ``year``, ``month``, ``place``.

    Unknown traits (empty, day or month 00, a month above 12 in the number) deny nothing.
    ``birth_date`` is ISO. A place may have changed code since birth: a doubt, not a proof.
    """
    year, month, _ = birth_date.split("-")
    told, place = number[3:5], number[5:10]
    found = {
        "sex": sex in ("M", "F") and _SEX.get(number[0], sex) != sex,
        "year": number[1:3] != year[2:],
        "month": month != "00" and "01" <= told <= "12" and told != month,
        "place": bool(birth_place) and place != birth_place and place[:2] != "99",
    }
    return tuple(name for name, denied in found.items() if denied)
