"""The closed words of the directory: what a local resource is, and what it is asked for."""

from typing import Final

__all__ = ["CLOSINGS", "FRESH_FOR", "MEANS", "NATURES", "NEEDS", "WORDS"]

NATURES: Final = {
    "home_help": "aide à domicile",
    "association": "association",
    "neighbours": "groupe de voisins",
    "pmi": "protection maternelle et infantile (PMI)",
    "town_hall": "mairie, CCAS",
    "rights": "France services, droits",
    "helpers": "soutien aux aidants",
    "social": "service social",
    "other": "autre ressource",
}
NEEDS: Final = {
    "home": "ménage, aide chez soi",
    "meals": "repas, courses",
    "company": "visites, compagnie",
    "transport": "déplacements",
    "rights": "droits, papiers",
    "housing": "logement, adaptation du domicile",
    "child": "enfant, parents",
    "respite": "souffler quand on aide un proche",
    "talk": "parler à quelqu’un",
    "care": "trouver un soin",
    "other": "autre chose",
}
FRESH_FOR: Final = {3: "3 mois", 6: "6 mois", 12: "1 an"}
MEANS: Final = {"phone": "au téléphone", "visit": "sur place", "mail": "par courrier ou courriel"}
CLOSINGS: Final = {
    "ended": "n’existe plus",
    "moved": "a quitté ces communes",
    "mistake": "saisie par erreur",
}
WORDS: Final = {
    "added": "ajoutée",
    "corrected": "corrigée",
    "confirmed": "vérifiée, toujours vraie",
    "closed": "marquée fermée",
    "reopened": "rouverte",
}
