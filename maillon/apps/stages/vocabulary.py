"""The closed words of the stages: what is answered, which amounts an annex tells."""

from typing import Final

__all__ = ["AMOUNTS", "ANSWERS", "HANDED", "MISSIONS", "RECEIVER"]

ANSWERS: Final = {
    "": "réponse attendue",
    "accepted": "accepté",
    "returned": "à compléter",
    "refused": "refusé",
}
HANDED: Final = ("letter", "project")  # steps that a reader of the payer or ARS receives here
RECEIVER: Final = "le lecteur de la CPAM ou de l’ARS, dans Maillon"
MISSIONS: Final = {
    "access": "Accès aux soins",
    "pathways": "Parcours pluriprofessionnels",
    "prevention": "Prévention",
    "crisis": "Crises sanitaires",
}
_PARTS: Final = {"fixed": "part fixe", "variable": "part variable au plus"}
AMOUNTS: Final = {
    "operating": "Fonctionnement, par an",
    "letter_of_intent": "Aide de préparation",
    "ceiling": "Plafond annuel de la structure",
    **{f"{code}.{part}": f"{label}, {words}" for code, label in MISSIONS.items()
       for part, words in _PARTS.items()},
    "quality": "Qualité et pertinence, au plus",
    "support": "Accompagnement des professionnels, au plus",
    "grant": "Subvention, par an",
}  # fmt: skip
