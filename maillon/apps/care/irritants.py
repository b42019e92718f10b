"""What keeps coming back: the closed vocabulary of irritants, and what a month of them weighs."""

from decimal import Decimal
from typing import Final

__all__ = ["FREQUENCIES", "KINDS", "LONGEST", "MINUTES", "TIMES", "monthly"]

KINDS: Final = {
    "reaching": "Joindre quelqu’un au téléphone",
    "discharge": "Une sortie d’hôpital sans prévenir",
    "document": "Retrouver un résultat, un courrier",
    "specialist": "Trouver un rendez-vous, un avis",
    "medication": "Une rupture, une ordonnance à refaire",
    "home": "Trouver une aide à domicile, une place",
    "transport": "Organiser un transport",
    "rights": "Ouvrir un droit, remplir un dossier",
    "family": "La même question des familles",
    "software": "Un logiciel, une messagerie",
    "other": "Autre chose",
}
MINUTES: Final = (5, 15, 30, 45, 60, 120)  # proposed
LONGEST: Final = 480  # a day of work
FREQUENCIES: Final = {
    "daily": "chaque jour",
    "weekly": "chaque semaine",
    "monthly": "chaque mois",
    "rarely": "quelques fois par an",
}
# Times a month: twenty working days, four weeks, three times a year. An order of magnitude.
TIMES: Final = {
    "daily": Decimal(20),
    "weekly": Decimal(4),
    "monthly": Decimal(1),
    "rarely": Decimal("0.25"),
}


def monthly(minutes: int, frequency: str) -> Decimal:
    """Minutes lost in a month by one who loses so many each time, so often."""
    return minutes * TIMES[frequency]
