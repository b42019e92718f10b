"""The closed words of governance."""

from typing import Final

__all__ = ["ATTESTED", "BODIES", "CHOICES", "MAJORITIES", "PARTNERS", "RESULTS", "SEATS", "VOTERS"]

BODIES: Final = {
    "assembly": "assemblée générale",
    "managers": "gérance",
    "bureau": "bureau",
    "board": "conseil d’administration",
    "other": "autre instance",
}
VOTERS: Final = {"mandates": "qui y a un mandat", "associates": "tous les associés de la structure"}
MAJORITIES: Final = {
    "simple": "plus de voix pour que contre",
    "absolute": "plus de la moitié des présents",
    "two_thirds": "les deux tiers des voix pour ou contre",
}
SEATS: Final = {
    "chair": "présidence",
    "manager": "gérance",
    "treasurer": "trésorerie",
    "secretary": "secrétariat",
    "member": "membre",
}
CHOICES: Final = {"for": "pour", "against": "contre", "abstain": "abstention"}
RESULTS: Final = {
    "adopted": "adoptée",
    "rejected": "rejetée",
    "no_quorum": "quorum non atteint",
}
PARTNERS: Final = {
    "ars": "ARS",
    "cpam": "CPAM",
    "commune": "commune",
    "cls": "contrat local de santé",
    "other": "autre partenaire",
}
ATTESTED: Final = (
    "J’atteste exercer de façon coordonnée dans la structure, selon son projet de santé, "
    "au cours de l’année dite."
)
