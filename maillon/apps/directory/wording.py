"""Folded words and stems: one spelling per notion, so that « infirmières » finds « infirmier »."""

import functools
import re
from collections.abc import Iterable
from typing import Final

import snowballstemmer

from maillon.kernel.crypto import fold

__all__ = ["forms", "search_text"]

_STEMMER = snowballstemmer.stemmer("french")
# Feminines and short words of this trade that the stemmer keeps apart from their masculine.
SAME: Final = {
    "ide": "infirmier",
    "idel": "infirmier",
    "kine": "masseur kinesitherapeute",
    "kines": "masseur kinesitherapeute",
    "generaliste": "medecin",
    "docteur": "medecin",
    "docteure": "medecin",
    "dr": "medecin",
    "pharmacienne": "pharmacien",
    "chirurgienne": "chirurgien",
    "ortho": "orthophoniste",
}


@functools.lru_cache(maxsize=50_000)
def forms(word: str) -> frozenset[str]:
    """Every spelling under which this one word is filed or looked for."""
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
    return re.split(r"[\s'’-]+", text)


def asked(text: str) -> list[frozenset[str]]:
    """For each word typed, the prefixes that answer it."""
    words = [word for typed in text.split() for word in _spelt(typed)]
    return [forms(word) for word in words if fold(word)]


def _spelt(typed: str) -> list[str]:
    plain = fold(typed)
    return SAME[plain].split() if plain in SAME else _words(typed)
