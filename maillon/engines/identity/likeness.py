"""Whether two descriptions are of one person, and why, reason by reason.

Our own weighing, not a national rule: names 40, given name 25, birth date 35 of a hundred, less
25 where sexes differ and 15 where birth places do. People decide; this only puts in order.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

__all__ = ["Likeness", "Traits", "Verdict", "compare"]

ALIKE: Final = 95.0
PROBABLE: Final = 78.0


class Verdict(StrEnum):
    """What the two descriptions are to each other."""

    SAME = "same"
    PROBABLE = "probable"
    HOMONYM = "homonym"  # same names, something says two persons
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Traits:
    """Names already folded (lower case, no accent); ISO date, day and month may be 00."""

    birth_name: str
    given_name: str
    birth_date: str
    used_name: str = ""
    sex: str = ""
    birth_place: str = ""
    ins: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` from 0 to 100; ``reasons``: codes for (``+``) and against (``-``)."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


def compare(a: Traits, b: Traits) -> Likeness:
    """What ``a`` and ``b`` are to each other, the same whichever comes first."""
    names, given = _names(a, b), _given(a.given_name, b.given_name)
    date, how = _date(a.birth_date, b.birth_date)
    against = _against(a, b)
    penalty = 25 * ("-sex" in against) + 15 * ("-place" in against)
    score = max(0.0, 0.40 * names + 0.25 * given + 0.35 * date - penalty)
    reasons = (_said("name", names), _said("given", given), how, *against)
    if a.ins and b.ins and a.ins == b.ins:
        return Likeness(Verdict.SAME, 100.0, ("+ins", *filter(None, reasons)))
    kept = tuple(filter(None, reasons))
    return Likeness(_verdict(names, given, date, score, against), round(score, 1), kept)


def _verdict(
    names: float, given: float, date: float, score: float, against: tuple[str, ...]
) -> Verdict:
    called_alike = names >= ALIKE and given >= ALIKE
    if called_alike and date == 100 and not against:
        return Verdict.SAME
    if called_alike and (against or date < 60):
        return Verdict.HOMONYM
    if score >= PROBABLE and "-ins" not in against:
        return Verdict.PROBABLE
    return Verdict.DIFFERENT


def _names(a: Traits, b: Traits) -> float:
    """The best of birth and used names: a married name may stand where the other is asked."""
    mine, hers = ({one.birth_name, one.used_name} - {""} for one in (a, b))
    return max((fuzz.token_sort_ratio(x, y) for x in mine for y in hers), default=0.0)


def _given(a: str, b: str) -> float:
    """A first given name alone is most of « marie claire »."""
    if a.split()[:1] == b.split()[:1] and a != b:
        return 90.0
    return fuzz.ratio(a, b)


def _date(a: str, b: str) -> tuple[float, str]:
    if a == b:
        return 100.0, "+date"
    (year, month, day), (other, its_month, its_day) = a.split("-"), b.split("-")
    if year == other and (month, day) == (its_day, its_month):
        return 80.0, "+date_swapped"
    if year == other and "00" in (month, its_month):
        return 70.0, "+year"
    if sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return 75.0, "+date_digit"
    return 0.0, "-date"


def _against(a: Traits, b: Traits) -> tuple[str, ...]:
    pairs = {"-sex": (a.sex, b.sex), "-place": (a.birth_place, b.birth_place),
             "-ins": (a.ins, b.ins)}  # fmt: skip
    return tuple(code for code, (x, y) in pairs.items() if x and y and x != y)


def _said(trait: str, likeness: float) -> str:
    if likeness >= 100:
        return f"+{trait}"
    return f"+{trait}_near" if likeness >= 75 else f"-{trait}"
