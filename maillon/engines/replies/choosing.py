"""Whose name a message from a shared line says: certain, or nothing.

Source of the method: the same reading of figures and words as ``parse``.
"""

import re
from typing import Final

from maillon.engines.replies.figures import read_figures
from maillon.engines.replies.folding import fold
from maillon.engines.replies.signals import unknown_words

__all__ = ["who_comes"]

_RAW: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NO_NAME: Final = frozenset({"toutes", "tous", "tout", "vient", "viens", "viendra", "ira"})
_MOST_WORDS: Final = 2
_LONGEST: Final = 20


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
