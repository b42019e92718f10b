"""People and needs as the desk speaks of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from maillon.apps.desk.queries.moments import long_day
from maillon.apps.desk.queries.sheet_cards import NeedCard
from maillon.apps.desk.vocabulary import ABREAST, LIVING
from maillon.apps.desk.web.wording.moments import MONTHS, count, day, typeset
from maillon.kernel.days import ordinal

__all__ = [
    "age",
    "asked_words",
    "born",
    "capital",
    "carer_noun",
    "living_words",
    "need_words",
    "title",
]

# One, several, and the gender of the word.
NOUNS = {
    "10": ("médecin", "médecins", False),
    "50": ("sage-femme", "sages-femmes", True),
    "60": ("infirmière", "infirmières", True),
    "70": ("kinésithérapeute", "kinésithérapeutes", False),
    "80": ("pédicure-podologue", "pédicures-podologues", False),
    "91": ("orthophoniste", "orthophonistes", True),
    "94": ("ergothérapeute", "ergothérapeutes", False),
    "HH": ("aide à domicile", "aides à domicile", True),
    "HL": ("aidant", "aidants", False),
}
ANYBODY = ("personne", "personnes", True)
HELPERS = ("aide", "aides", True)


def _noun(professions: Iterable[str]) -> tuple[str, str, bool]:
    told = set(professions)
    if told == {"HH", "HL"}:
        return HELPERS
    return NOUNS.get(next(iter(told)), ANYBODY) if len(told) == 1 else ANYBODY


def carer_noun(professions: Iterable[str]) -> tuple[str, bool]:
    """« infirmière » and whether the word is feminine."""
    one, _, feminine = _noun(professions)
    return one, feminine


def asked_words(number: int, professions: Iterable[str], ground: str = "") -> tuple[str, str]:
    """« sept infirmières de la zone » and the ending of what is said of them: « ées »."""
    one, many, feminine = _noun(professions)
    words = count(number, one, many, feminine=feminine)
    ending = ("ée" if feminine else "é") + ("s" if number > 1 else "")
    return f"{words} {ground}".strip(), ending


def capital(sentence: str) -> str:
    """The first letter as at the start of a sentence."""
    return sentence[:1].upper() + sentence[1:]


def age(iso: str, today: date) -> int:
    """Completed years; an unknown day or month counts as already past."""
    year, month, on = (int(part) for part in iso.split("-"))
    return today.year - year - ((today.month, today.day) < (month, on))


def born(iso: str, sex: str, today: date) -> str:
    """« née le 4 mai 1941, 85 ans »; an unknown day or month is said as unknown."""
    year, month, on = (int(part) for part in iso.split("-"))
    word = {"F": "née", "M": "né"}.get(sex, "né(e)")
    years = f"{age(iso, today)} ans"
    if not month:
        return f"{word} en {year}, {years} environ"
    if not on:
        return f"{word} en {MONTHS[month - 1]} {year}, {years} environ"
    return f"{word} le {ordinal(on)} {MONTHS[month - 1]} {year}, {years}"


def living_words(living: Mapping[str, Any]) -> str:
    """« 2ᵉ étage, sans ascenseur, vit seule, entend mal »."""
    parts = [_living(code, value) for code, value in living.items() if value and code in LIVING]
    return capital(", ".join(parts))


def _living(code: str, value: Any) -> str:
    if code == "floor":
        return _floor(str(value))
    return LIVING[code] if value is True else f"{LIVING[code]} {_dated(str(value))}"


def _dated(value: str) -> str:
    """« mercredi 25 novembre » for an ISO day; anything else as it was said."""
    try:
        return long_day(date.fromisoformat(value))
    except ValueError:
        return value


def _floor(value: str) -> str:
    if not value.isdigit():
        return f"étage : {value}"
    number = int(value)
    return "rez-de-chaussée" if number == 0 else f"{number}{'ᵉʳ' if number == 1 else 'ᵉ'} étage"


def need_words(need: NeedCard, today: date) -> str:
    """« Toilette et soins d’hygiène, 1 × par jour dès demain, à deux, le matin »."""
    words = f"{need.label}, {need.frequency}"
    if need.starts_on > today:
        words += f" dès {day(need.starts_on, today)}"
    if need.seats > 1 and not need.watches:
        words += f", {ABREAST.get(need.seats, f'à {need.seats}')}"
    if need.part_of_day:
        words += f", {'la' if need.part_of_day == 'nuit' else 'le'} {need.part_of_day}"
    if need.ends_on:
        words += (
            f", jusqu’à {day(need.ends_on, today)}"
            if _near(need.ends_on, today)
            else (f", jusqu’au {day(need.ends_on, today)}")
        )
    return words


def _near(on: date, today: date) -> bool:
    """Whether that day is said by a word that takes no article."""
    return -2 <= (on - today).days <= 1


def title(needs: Iterable[NeedCard], place: str, today: date) -> str:
    """What is needed, from when, where: the heading of the sheet."""
    rows = list(needs)
    living = [n for n in rows if n.state not in ("cancelled", "begun", "answered")] or rows
    if not living:
        return f"Demande à {place}"
    first, others = living[0], len(rows) - 1
    words = f"{first.label}, {first.frequency}"
    if first.starts_on > today:
        words += f" dès {day(first.starts_on, today)}"
    if others:
        words += ", et un autre besoin" if others == 1 else f", et {others} autres besoins"
    return typeset(f"{words}, à {place}")
