"""From a raw message to plain words: what phones, gateways and thumbs add is taken away."""

import re
import unicodedata
from typing import Final

__all__ = ["fold"]

_SIGNS: Final = {
    **dict.fromkeys("👍👌✅✔☑🆗💪🤝", " oui "),
    **dict.fromkeys("👎❌🚫🙅✖⛔", " non "),
    **dict.fromkeys("🤔🤷", " peut etre "),
    **dict.fromkeys("❓❔⁇¿", "?"),
    **dict.fromkeys("’‘ʼ`´′", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("°º", " "),
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "ı": "i",
}
_TABLE: Final = str.maketrans(_SIGNS)
_LOST_ACCENT: Final = re.compile(r"(?<=[a-z])\?(?=[a-z])")
_LONG_RUN: Final = re.compile(r"([a-z])\1{2,}")
_LETTER_DIGIT: Final = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_SPACES: Final = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case without accents, one space between words, thumbs and crosses as words.

    Invisible characters vanish; an accented letter that a gateway turned into "?" inside a word
    becomes "e"; "ouiiii" becomes "oui"; "NON4821" becomes "non 4821". Never raises.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_TABLE)).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    kept = "".join(_shown(char) for char in plain)
    kept = _LONG_RUN.sub(r"\1", _LOST_ACCENT.sub("e", kept))
    return _SPACES.sub(" ", _LETTER_DIGIT.sub(" ", kept)).strip()


def _shown(char: str) -> str:
    """The character, or nothing for accents left alone and invisible signs."""
    return "" if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cs"} else char
