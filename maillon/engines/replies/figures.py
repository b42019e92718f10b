"""Which digits are a code, and which are an hour, a date, a length of time or a telephone.

Read in this order, each taking its digits away from the next: telephones, references
("1121-014"), dates, lengths of time, hours. Of the four-digit groups left:

- one that is the code of an open offer is the code; two different ones are too many;
- otherwise a year (1900 to 2099), or an hour after "à", "vers", "avant"…, is not a code;
- otherwise the group is kept as a code, though no offer has it: a mistyped code must not pass
  for a bare answer. Two different ones are too many.
"""

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["MONTHS", "Figures", "read_figures"]

MONTHS: Final = (
    "janvier|janv|fevrier|fevr|fev|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept"
    "|octobre|oct|novembre|nov|decembre|dec"
)
_NUMBERS: Final = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "quinze": 15,
}
_DAYS: Final = {"j": 1, "s": 7, "m": 30}  # by first letter of the unit
_MAX_DAYS: Final = 366

_PHONE: Final = re.compile(
    r"(?<![0-9])(?:(?:\+|00)[0-9]{1,3}[ .-]?[0-9]|0[1-9])(?:[ .-]?[0-9]){8}(?![0-9])"
)
_REFERENCE: Final = re.compile(r"(?<![0-9-])([0-9]{4}) ?- ?([0-9]{3,4})(?![0-9-])")
_LENGTH: Final = re.compile(
    rf"(?<![0-9a-z])([0-9]{{1,3}}|{'|'.join(_NUMBERS)}) ?"
    r"(jours?|jrs?|j|semaines?|sem|mois)(?![0-9a-z])"
)
_TIME: Final = re.compile(
    rf"""(?<![0-9a-z])(?:
      [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}                                          # 2026-11-23
    | [0-9]{{1,2}}[/.-][0-9]{{1,2}}(?:[/.-][0-9]{{2,4}})?                       # 23/11/2026
    | [0-9]{{1,2}}(?:[ ]?er)?[ ](?:{MONTHS})(?:[ ](?:19|20)[0-9]{{2}})?        # 23 novembre
    | (?:[0-9]{{1,3}}|{"|".join(_NUMBERS)})[ ]?(?:jours?|jrs?|j|semaines?|sem|mois)
    | [0-9]{{1,2}}(?:[ ]?(?:h|heures?|hrs?)(?:[ ]?[0-9]{{2}})?|:[0-9]{{2}})     # 14 h 30, 14:30
    )(?![0-9a-z])""",
    re.VERBOSE,
)
_GROUP: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEAR: Final = re.compile(r"19[0-9]{2}|20[0-9]{2}")
_BEFORE_HOUR: Final = re.compile(r"(?<![a-z])(?:a|vers|avant|apres|des) $")
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]")
_ANY: Final = re.compile(r"[0-9]+")
_BARE_PAUSE: Final = re.compile(
    rf"(?<![a-z])pause ([0-9]{{1,3}})(?![0-9]|[/.-][0-9]|(?: er)? (?:{MONTHS})(?![a-z]))"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a folded message, and its words with each figure set aside.

    In ``words`` a time is written ``@`` (its text next in ``times``), any other figure ``#``.
    ``length_days`` is the first length of time told, None outside 1 to 366 days.
    """

    words: str
    code: str | None
    too_many_codes: bool
    reference: str | None
    times: tuple[str, ...]
    length_days: int | None


def read_figures(folded: str, open_codes: frozenset[str]) -> Figures:
    """The figures of a folded message; linear in its length, never raises."""
    text = _PHONE.sub(" # ", folded.replace("@", " ").replace("#", " "))
    reference = _REFERENCE.search(text)
    text = _REFERENCE.sub(" # ", text)
    length = _LENGTH.search(text) or _BARE_PAUSE.search(text)
    times = tuple(match[0] for match in _TIME.finditer(text))
    text = _TIME.sub(" @ ", text)
    codes = _codes(text, open_codes)
    return Figures(
        words=_ANY.sub(" # ", text),
        code=codes[0] if len(codes) == 1 else None,
        too_many_codes=len(codes) > 1,
        reference=f"{reference[1]}-{reference[2]}" if reference else None,
        times=times,
        length_days=_days(length) if length else None,
    )


def _codes(text: str, open_codes: frozenset[str]) -> tuple[str, ...]:
    """The distinct groups of four that may be codes: the open ones if any, else the likely."""
    groups = list(_GROUP.finditer(text))
    opened = dict.fromkeys(group[0] for group in groups if group[0] in open_codes)
    likely = dict.fromkeys(group[0] for group in groups if _is_likely(group, text))
    return tuple(opened or likely)


def _is_likely(group: re.Match[str], text: str) -> bool:
    if _YEAR.fullmatch(group[0]):
        return False
    before = text[max(0, group.start() - 7) : group.start()]
    return not (_CLOCK.fullmatch(group[0]) and _BEFORE_HOUR.search(before))


def _days(length: re.Match[str]) -> int | None:
    number, *unit = length.groups()
    count = int(number) if number.isdigit() else _NUMBERS[number]
    days = count * (_DAYS[unit[0][0]] if unit else 1)
    return days if 1 <= days <= _MAX_DAYS else None
