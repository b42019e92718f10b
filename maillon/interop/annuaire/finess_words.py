"""Categories of establishments and activities of care: their labels, and the kind of structure
that a category stands for."""

import csv
import functools
from pathlib import Path
from typing import Final

from maillon.interop.annuaire.luhn import luhn_ok

__all__ = ["care_label", "category_label", "check_digit", "kind_of", "number_of"]

DATA: Final = Path(__file__).with_name("data")
CATEGORIES: Final = "finess_categories.csv"
# TRE_R274-ActiviteSanitaireRegulee, version 20260827120000, Agence du Numérique en Santé.
CARE: Final = "care_activities.csv"
KINDS: Final = {
    "hospital": "101 106 109 127 128 129 131 141 146 156 161 292 355 362 365 425 430",
    "msp": "603",
    "cpts": "604",
    "dac": "606",
    "ess": "647",
    "centre": "124 228 636 638",
    "ehpad": "500 502",
    "laboratory": "611",
    "pharmacy": "620 627 628 629",
    "home_care": "209 354",
    "home_help": "460 640",
    "disability": "182 183 186 188 189 190 192 194 195 246 252 255 370 377 379 382 395 437 "
    "445 446 448 449",
    "childhood": "159 166 175 177 223 241 286 295 378 440 441 462",
    "social": "165 178 180 197 202 207 213 214 219 257 258 259 340 342 344 381 442 443 "
    "608 609",
}  # fmt: skip
_KIND: Final = {code: kind for kind, codes in KINDS.items() for code in codes.split()}


@functools.cache
def _labels(name: str) -> dict[str, str]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["label"] for row in csv.DictReader(stream)}


def category_label(code: str) -> str:
    """The label of a category; the code itself in words where nobody gave one."""
    return _labels(CATEGORIES).get(code) or (f"catégorie {code}" if code else "")


def care_label(code: str) -> str:
    """The label of an activity of care; nothing where we hold none."""
    return _labels(CARE).get(code, "")


def kind_of(category: str) -> str:
    """The kind of structure of a category; « other » where we have no word of our own."""
    return _KIND.get(category, "other")


def number_of(text: str) -> str:
    """A FINESS number of nine characters, or nothing. A spreadsheet may have eaten its zero."""
    number = text.replace(" ", "").upper()
    if number.isdigit() and len(number) == 8:
        number = f"0{number}"
    right = len(number) == 9 and number.isascii() and number.isalnum() and number[2:].isdigit()
    return number if right else ""


def check_digit(number: str) -> bool:
    """Whether the key is right; numbers of Corsica bear a letter and are not checked."""
    return not number.isdigit() or luhn_ok(number)
