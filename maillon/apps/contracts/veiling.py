"""Names taken out of what leaves for the payer: a proof says what was done, never by whom.

Pure: what is known by name is covered wherever it stands, whatever its accents or its capitals.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Final

__all__ = ["COVERED", "names_in", "veiled"]

COVERED: Final = "[nom retiré]"
SHORTEST: Final = 3  # « de », « le » are nobody
TITLES: Final = frozenset({"docteur", "madame", "monsieur", "mme", "les", "des", "sur", "par"})
REACHED = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+33|\b0)[ .]?[1-9](?:[ .-]?\d\d){4}\b")


def names_in(people: Iterable[str]) -> frozenset[str]:
    """Every word of these names that may tell somebody."""
    words = {word for name in people for word in re.findall(r"\w+", _plain(name))}
    return frozenset(one for one in words if len(one) >= SHORTEST and one not in TITLES)


def veiled(text: str, names: Collection[str]) -> str:
    """The text without these names, without addresses and telephones."""
    covered = REACHED.sub(COVERED, text)
    if not names:
        return covered
    each = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    found = re.compile(rf"(?<!\w)(?:{each})(?:[\s-]+(?:{each}))*(?!\w)")
    made, last = [], 0
    for one in found.finditer(_plain(covered)):
        made += [covered[last : one.start()], COVERED]
        last = one.end()
    return "".join((*made, covered[last:]))


def _plain(text: str) -> str:
    """Without accents or capitals, as long as the text itself: places are the same in both."""
    return "".join(_letter(one) for one in unicodedata.normalize("NFC", text))


def _letter(one: str) -> str:
    base = unicodedata.normalize("NFD", one)[0].lower()
    return base if len(base) == 1 else one
