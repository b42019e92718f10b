"""The closed words of coordination time: its kinds, its tasks, where a line comes from."""

from dataclasses import dataclass
from typing import Final

__all__ = [
    "ANSWERS",
    "CONFIDENCES",
    "KEYS",
    "KINDS",
    "MODES",
    "ORIGINS",
    "TASKS",
    "WEEKDAYS",
    "Task",
]

KINDS: Final = {"team": "équipe", "project": "projet", "pathway": "parcours"}
ORIGINS: Final = {"click": "noté", "timer": "chronomètre", "meeting": "réunion"}


@dataclass(frozen=True, slots=True)
class Task:
    """What coordination time is spent on, and the kind of coordination it usually is."""

    label: str
    kind: str


TASKS: Final = {
    "meetings": Task("préparer et animer les réunions", "team"),
    "minutes": Task("comptes rendus et suites à donner", "team"),
    "protocols": Task("protocoles pluriprofessionnels", "team"),
    "people": Task("accueil des nouveaux, des stagiaires, des remplaçants", "team"),
    "information": Task("système d’information partagé", "team"),
    "contract": Task("contrat, preuves et indicateurs", "project"),
    "project": Task("projet de santé et son évaluation", "project"),
    "partners": Task("partenaires, CPAM, ARS, communes", "project"),
    "prevention": Task("prévention et actions collectives", "project"),
    "quality": Task("démarche qualité, avis des usagers", "project"),
    "money": Task("budget, factures, indemnités", "project"),
    "pathway": Task("parcours d’une personne, sans la nommer", "pathway"),
    "discharge": Task("liens avec l’hôpital, sorties", "pathway"),
    "other": Task("autre", "team"),
}

MODES: Final = {"internal": "interne", "external": "prestataire", "pooled": "mutualisé"}
KEYS: Final = {
    "hours": "selon les heures", "population": "selon les patients", "equal": "à parts égales",
}  # fmt: skip
CONFIDENCES: Final = {
    "measured": "mesuré sur du temps noté",
    "published": "publié, source citée",
    "estimated": "estimé par l’équipe",
}
ANSWERS: Final = {"yes": "d’accord", "no": "refuse"}
WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
