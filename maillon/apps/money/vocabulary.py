"""The closed words of a structure's money."""

from collections.abc import Mapping
from typing import Final

__all__ = ["COUNTED", "HEADINGS", "KEYS", "SIDES", "TYPED_KEYS"]

SIDES: Final[Mapping[str, str]] = {"income": "recette", "expense": "dépense"}
HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "income": {
        "aci": "contrat ACI", "ars": "aide de l’ARS", "members": "participation des membres",
        "training": "accueil de stagiaires", "other_income": "autre recette",
    },
    "expense": {
        "indemnities": "indemnités des membres", "coordination": "coordination",
        "software": "logiciel et informatique", "premises": "locaux",
        "equipment": "matériel", "learning": "formation", "services": "prestataires",
        "other_expense": "autre dépense",
    },
}  # fmt: skip
# What is counted elsewhere in Maillon, and so stands on one line a year.
COUNTED: Final = frozenset({"aci", "indemnities"})
KEYS: Final[Mapping[str, str]] = {
    "equal": "à parts égales", "presence": "selon la présence aux réunions",
    "hours": "selon les heures", "list": "selon la patientèle",
}  # fmt: skip
TYPED_KEYS: Final = frozenset({"hours", "list"})  # whose weights are typed
