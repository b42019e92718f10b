"""Names drawn at random: whoever they may recall, these people do not exist."""

import random
from pathlib import Path

import yaml

__all__ = ["family", "given", "mobile", "rpps"]

_FILE = Path(__file__).with_name("names.yaml")
_WORDS: dict[str, str] = yaml.safe_load(_FILE.read_text("utf-8"))
NAMES = {kind: words.split() for kind, words in _WORDS.items()}


def given(draw: random.Random, sex: str, *, elder: bool = False) -> str:
    """A given name."""
    if elder:
        return draw.choice(NAMES["elder_women" if sex == "F" else "elder_men"])
    return draw.choice(NAMES["women" if sex == "F" else "men"])


def family(draw: random.Random) -> str:
    """A family name, sometimes double."""
    name = draw.choice(NAMES["families"])
    return f"{name}-{draw.choice(NAMES['families'])}" if draw.random() < 0.08 else name


def mobile(number: int) -> str:
    """A number of the range kept for fiction by the French regulator (06 39 98 XX XX)."""
    return f"+3363998{number:04d}"


def rpps(number: int) -> str:
    """An identifier that starts with 999 and ends with its Luhn key."""
    body = f"999{number:07d}"
    digits = [int(c) for c in reversed(body)]
    total = sum(sum(divmod(2 * d, 10)) if i % 2 == 0 else d for i, d in enumerate(digits))
    return body + str(-total % 10)
