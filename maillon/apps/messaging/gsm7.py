"""The alphabet of cheap SMS, and how many segments a text takes (3GPP TS 23.038)."""

import unicodedata

__all__ = ["fits", "fold", "segments"]

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")  # two septets each
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "œ": "oe", "Œ": "OE"}


def fits(text: str) -> bool:
    """Whether every character travels in the seven-bit alphabet."""
    return all(c in BASIC or c in EXTENDED for c in text)


def fold(text: str) -> str:
    """The same words in the seven-bit alphabet: « Forêt » becomes « Foret »; never longer in sense.

    A character that has no neighbour there (another script) is left for ``fits`` to see.
    """
    return "".join(_folded(c) for c in text)


def _folded(char: str) -> str:
    if char in BASIC or char in EXTENDED:
        return char
    if char in _PLAIN:
        return _PLAIN[char]
    base = unicodedata.normalize("NFKD", char)
    kept = "".join(c for c in base if not unicodedata.combining(c))
    return kept if kept and fits(kept) else char


def segments(text: str) -> int:
    """How many SMS the operator counts for this text; at least one."""
    if fits(text):
        length = sum(2 if c in EXTENDED else 1 for c in text)
        single, part = 160, 153
    else:
        length = len(text.encode("utf-16-be")) // 2
        single, part = 70, 67
    return 1 if length <= single else -(-length // part)
