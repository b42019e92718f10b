"""The closed words of protocols: kinds, sections, states, exceptions, withdrawals."""

from dataclasses import dataclass
from typing import Final

__all__ = ["COUNTED", "GAP", "KINDS", "REASONS", "SECTIONS", "STATES", "WITHDRAWALS", "Section",
           "gaps"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a protocol's text, and what is written there."""

    code: str
    label: str
    hint: str


KINDS: Final = {
    "team": "protocole pluriprofessionnel",
    "relational": "protocole relationnel ville-hôpital",
    "national": "protocole national de coopération",
    "delegation": "délégation (Asalée, assistant médical, IPA)",
}
COUNTED: Final = frozenset({"team", "national"})  # what the contract of a team counts
_SECTIONS: Final = (
    Section("objective", "Objectif", "Ce que l’équipe veut voir changer, en une ou deux phrases."),
    Section("public", "Pour qui", "Les situations concernées, et celles qui ne le sont pas."),
    Section("roles", "Qui fait quoi", "Un métier par ligne, et ce qui lui revient."),
    Section("steps", "Étapes", "Dans l’ordre, une étape par ligne."),
    Section("alerts", "Signes d’alerte", "Ce qui fait sortir du protocole, et qui on appelle."),
    Section("evaluation", "Évaluation", "Ce que l’équipe regardera, quand, avec quels chiffres."),
)
SECTIONS: Final = {one.code: one for one in _SECTIONS}
STATES: Final = {
    "draft": "brouillon",
    "proposed": "à signer",
    "adopted": "adopté",
    "withdrawn": "retiré",
    "cancelled": "adoption annulée",
}
REASONS: Final = {
    "choice": "choix de la personne",
    "missing": "un professionnel manquait",
    "situation": "situation que le protocole ne prévoit pas",
    "means": "matériel, local ou logiciel",
    "other": "autre raison",
}
WITHDRAWALS: Final = {
    "replaced": "remplacé par un autre protocole",
    "obsolete": "les connaissances ou les règles ont changé",
    "unused": "l’équipe ne s’en sert pas",
    "people": "les professionnels concernés sont partis",
}
GAP: Final = "[À compléter"  # how a text says that the team must write here


def gaps(text: str) -> int:
    """How many places of a text wait for the team's own words."""
    return text.casefold().count(GAP.casefold())
