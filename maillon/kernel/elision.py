"""« de » before a name: « d’Albi », « d’Hélène », « de Lodève », « du Caylar »."""

import re
import unicodedata
from typing import Final

__all__ = ["of", "of_place", "the", "to"]

# A vowel that is heard: a mute h, not the h of Hardy or Houdan; the y of Yves, not that of Yanis.
HEARD: Final = re.compile(r"[aeiou]|h(?!a|ou)|y[^aeiou]")
COMMON: Final = ("Numéro ", "Poste ", "Site ")  # what most desks' names begin with
ARTICLES: Final = {"Le ": "du ", "Les ": "des "}


def of(name: str) -> str:
    """The name of somebody after « de », elided where it is when spoken."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    if name.startswith(tuple("ŒœÆæ")):
        bare = f"o{bare}"
    return f"d’{name}" if HEARD.match(bare) else f"de {name}"


def of_place(name: str) -> str:
    """A commune after « de »: its article melts into it."""
    for article, melted in ARTICLES.items():
        if name.startswith(article):
            return melted + name.removeprefix(article)
    return of(name)


def the(name: str) -> str:
    """A desk in a sentence: « le site du Rhône »; a name of its own stays as it is."""
    return f"le {name[0].lower()}{name[1:]}" if name.startswith(COMMON) else name


def to(name: str) -> str:
    """Somebody or a desk after « à »: « à Léa », « à la garde », « au poste du Gier »."""
    return f"au {name[0].lower()}{name[1:]}" if name.startswith(COMMON) else f"à {name}"
