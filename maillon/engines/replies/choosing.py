"""Which of several places a message names, and who of a shared line it says will come.

Both are read only where they are certain: a number that was not offered, a date, an hour or a
range beside the numbers, three unknown words or more, and nothing is read at all. The caller
then asks. Source of the method: the same reading of figures and words as ``parse``.
"""

import re
from collections.abc import Collection
from typing import Final

from maillon.engines.replies.figures import read_figures
from maillon.engines.replies.folding import fold
from maillon.engines.replies.signals import unknown_words

__all__ = ["numbers_named", "who_comes"]

_CODE: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_REFERENCE: Final = re.compile(r"(?<![0-9-])[0-9]{4} ?- ?[0-9]{3,5}(?![0-9-])")
_NUMBER: Final = re.compile(r"[0-9]+")
_ALL: Final = re.compile(r"(?<![a-z])(?:toutes|tous|tout)(?![a-z])")
_RAW: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NO_NAME: Final = frozenset({"toutes", "tous", "tout", "vient", "viens", "viendra", "ira"})
_MOST_WORDS: Final = 2
_LONGEST: Final = 20


def numbers_named(text: str, offered: Collection[int]) -> frozenset[int]:
    """The numbers of the places that the message names, among those ``offered`` (1 to 99).

    « OUI 4821 2 », « oui la 1 et la 3 »; « toutes » is every one. Empty when it names none, or
    not certainly. Total, linear in the length of the text.
    """
    folded = fold(text)
    if read_figures(folded, frozenset()).times:
        return frozenset()
    plain = _CODE.sub(" ", _REFERENCE.sub(" ", folded))
    named = frozenset(int(found[0]) for found in _NUMBER.finditer(plain))
    if _ALL.search(plain):
        return frozenset() if named else frozenset(offered)
    return named if named <= frozenset(offered) else frozenset()


def who_comes(text: str) -> str:
    """The one or two words that are nobody's vocabulary, as a first name; empty when none or more.

    « OUI 4821 Julie » is "Julie". Accents are kept as typed. Total, linear.
    """
    figures = read_figures(fold(text), frozenset())
    unknown = frozenset(unknown_words(figures)) - _NO_NAME
    kept = [word for word in _RAW.findall(text) if unknown.issuperset(fold(word).split("-"))]
    if not 1 <= len(kept) <= _MOST_WORDS or any(len(word) > _LONGEST for word in kept):
        return ""
    return " ".join(word[:1].upper() + word[1:] for word in kept)
