"""Folded words and stems: one spelling per notion, so that « infirmières » finds « infirmier »."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

import snowballstemmer

from maillon.kernel.crypto import fold

__all__ = ["ALSO_CALLED", "asked", "forms", "search_text"]

NOT_A_LETTER: Final = re.compile(r"[\W_]+")
_STEMMER = snowballstemmer.stemmer("french")
# Short words and feminines of this trade that no stemmer brings together.
SAME: Final = {
    "ide": "infirmier",
    "idel": "infirmier",
    "kine": "kinesitherapeute",
    "generaliste": "medecin",
    "docteur": "medecin",
    "docteure": "medecin",
    "dr": "medecin",
    "pharmacienne": "pharmacien",
    "chirurgienne": "chirurgien",
    "ortho": "orthophoniste",
}
# How somebody practises says neither who she is nor where: typed beside words that do, nothing
# is filed under it, and it must not hide those that answer them.
UNFILED: Final = frozenset({"liberal", "liberale", "liberaux", "liberales"})
# What people call a structure, whatever its category is called in the register.
ALSO_CALLED: Final = {
    "hospital": "hôpital clinique",
    "msp": "MSP maison de santé",
    "cpts": "CPTS",
    "dac": "DAC",
    "ess": "ESS",
    "ehpad": "EHPAD maison de retraite",
    "home_care": "SSIAD soins infirmiers à domicile",
    "home_help": "aide à domicile",
    "pharmacy": "pharmacie",
    "laboratory": "laboratoire",
}


@functools.lru_cache(maxsize=50_000)
def forms(word: str) -> frozenset[str]:
    """Every spelling under which this one word is filed or looked for."""
    if word.isascii() and not word.isalpha():  # numbers and codes have no stem
        return frozenset({fold(word)} - {""})
    lowered = word.lower().replace("œ", "oe").replace("æ", "ae")
    folded = fold(word)
    found = {folded, fold(_STEMMER.stemWord(lowered)), _STEMMER.stemWord(folded)}
    return frozenset(found - {""})


def search_text(folded_names: Iterable[str], words: Iterable[str]) -> str:
    """What a row is found by: folded names as they are, other words with their stems."""
    filed = {part for name in folded_names for part in name.split()}
    return f" {' '.join(sorted(filed.union(*map(_filed, words))))} "


@functools.lru_cache(maxsize=20_000)
def _filed(text: str) -> frozenset[str]:
    spelt = (form for word in _words(text) for form in forms(word))
    return frozenset(part for form in spelt for part in form.split())


def _words(text: str) -> list[str]:
    return NOT_A_LETTER.split(unicodedata.normalize("NFKC", text))


def asked(text: str) -> list[frozenset[str]]:
    """For each word typed, the beginnings that answer it, none of them beginning another."""
    words = [word for word in _words(text) if fold(word)]
    telling = [word for word in words if fold(word) not in UNFILED] or words
    return [_shortest(forms(word) | forms(_meant(fold(word)))) for word in telling]


def _meant(folded: str) -> str:
    """What the trade means by this word, of one or of several; nothing where it means itself."""
    return SAME.get(folded) or SAME.get(folded.removesuffix("s"), "")


def _shortest(spellings: frozenset[str]) -> frozenset[str]:
    return frozenset(
        one
        for one in spellings
        if not any(one != other and one.startswith(other) for other in spellings)
    )
