"""Vitality in words."""

from collections.abc import Mapping
from typing import Final

from maillon.apps.maturity.vitality import Line

__all__ = ["LINES", "explained"]

# What is counted, and what would give all the points of the line.
LINES: Final[Mapping[str, tuple[str, str, str]]] = {
    "meetings": ("Réunions tenues et closes", "réunion", "une par mois"),
    "came": ("Membres venus trois fois ou plus", "membre", "deux sur trois, avec un compte"),
    "protocols": ("Protocoles écrits ou repris", "protocole", "trois par an"),
    "persons": ("Personnes aidées ensemble", "personne", "trois par membre qui a un compte"),
    "done": ("Décisions menées au bout", "décision", "toutes celles dont on a dit la suite"),
}  # fmt: skip


def explained(line: Line) -> tuple[str, str, int]:
    """What is counted, the sum in words, the points."""
    label, word, mark = LINES[line.code]
    many = "s" if line.found > 1 else ""
    told = f"{line.found} {word}{many} en douze mois"
    return label, f"{told} ; les vingt points sont à {line.mark} ({mark})", line.points
