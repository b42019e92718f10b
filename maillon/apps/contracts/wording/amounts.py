"""What each amount of a rule is called in French, and what is wrong with one supposed."""

from decimal import Decimal
from typing import Final

from maillon.apps.contracts.wording.figures import number

__all__ = ["AMOUNTS", "NO_AMOUNT", "NO_SUCH_TEXT", "TOO_MANY", "no_such_amount", "out_of_bounds"]

AMOUNTS: Final[dict[str, str]] = {
    "points": "points",
    "per_patients": "pour combien de patients",
    "full": "points pour l’ouverture entière",
    "middle_hours": "heures par jour sous lesquelles on retire le plus",
    "least_hours": "heures par jour sous lesquelles rien n’est payé",
    "shorter_day": "points de moins, journée un peu courte",
    "shortest_day": "points de moins, journée courte",
    "saturday": "points de moins sans le samedi matin",
    "weeks": "points de moins pour les semaines de fermeture",
    "most_weeks": "semaines de fermeture au plus",
    "all": "points si tous les médecins y sont",
    "half": "points si la moitié y est",
    "share": "part (0,05 pour 5 %)",
    "points_beyond": "points au-delà du seuil",
    "threshold": "seuil",
    "most": "nombre au plus",
    "least": "nombre au moins",
    "least_meetings": "réunions au moins dans l’année",
    "first": "points pour les premiers stages",
    "first_count": "combien de premiers stages",
    "next": "points pour chacun des suivants",
    "per_professional": "points par professionnel associé",
    "per_professional_beyond": "points par professionnel au-delà du seuil",
    "joined_before": "euros, adhésion avant le 14 juillet 2026",
    "joined_later": "euros, adhésion plus tardive",
    "euros": "euros par point",
    "most_percent": "majoration au plus, en %",
    "floor": "minimum garanti, en euros",
    "least_advance": "avance au moins, en euros",
    "years": "années du minimum garanti",
}
NO_SUCH_TEXT: Final = (
    "Ce texte n’est pas de ceux que Maillon tient : la page garde les règles de l’année. "
    "Choisissez-en un dans la liste."
)
NO_AMOUNT: Final = "Aucun montant n’est choisi pour cette valeur. Choisissez-le, puis comparez."
TOO_MANY: Final = "Rien n’est changé : douze montants à la fois au plus. Retirez-en un d’abord."


def no_such_amount(given: str) -> str:
    """An amount that these rules do not hold."""
    return (
        f"« {given} » n’est pas un montant de ces règles : rien n’est changé. "
        "Choisissez-le dans la liste."
    )


def out_of_bounds(label: str, given: str, low: Decimal, high: Decimal, whole: bool) -> str:
    """A value that this amount cannot take."""
    kind = "un nombre entier" if whole else "un nombre"
    return (
        f"« {given} » ne convient pas pour {label} : rien n’est changé. "
        f"Écrivez {kind} entre {number(low)} et {number(high)}."
    )
