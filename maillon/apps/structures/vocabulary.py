"""The closed words of a structure: legal forms, professions, statuses, posts, departures."""

from typing import Final

from maillon.kernel.crypto import fold

__all__ = ["FORMS", "HEALTH", "LEAVINGS", "POSTS", "PROFESSIONS", "STATUSES", "profession_of",
           "status_of"]  # fmt: skip

FORMS: Final = {
    "": "non dite",
    "sisa": "SISA",
    "association": "association loi 1901",
    "gcs": "groupement de coopération sanitaire",
    "sel": "société d’exercice libéral",
    "scm": "société civile de moyens",
    "scic": "société coopérative d’intérêt collectif",
    "public": "collectivité ou établissement public",
    "none": "sans forme juridique",
}
PROFESSIONS: Final = {
    "10": "médecin",
    "21": "pharmacien",
    "40": "chirurgien-dentiste",
    "50": "sage-femme",
    "60": "infirmier",
    "IPA": "infirmier en pratique avancée",
    "70": "masseur-kinésithérapeute",
    "80": "pédicure-podologue",
    "91": "orthophoniste",
    "92": "orthoptiste",
    "93": "psychologue",
    "94": "ergothérapeute",
    "95": "diététicien",
    "96": "psychomotricien",
    "AM": "assistant médical",
    "COO": "coordinateur",
    "SEC": "secrétaire",
    "SOC": "travailleur social",
    "OTH": "autre métier",
}
# Professions de santé au sens du code de la santé publique : celles qu’un contrat compte.
HEALTH: Final = frozenset(
    {"10", "21", "40", "50", "60", "IPA", "70", "80", "91", "92", "94", "95", "96"}
)
STATUSES: Final = {
    "associate": "associé",
    "salaried": "salarié",
    "visiting": "vacataire",
    "partner": "partenaire",
    "trainee": "stagiaire",
}
POSTS: Final = {
    "": "aucun",
    "coordinator": "coordination",
    "partner": "gérance",
    "quality": "référent qualité",
    "information": "référent du système d’information",
    "placements": "maître de stage",
    "front": "accueil",
}
LEAVINGS: Final = {
    "retired": "retraite",
    "moved": "installation ailleurs",
    "end": "fin de contrat",
    "other": "autre raison",
}
_SPOKEN: Final = {
    "10": "docteur, dr, mg, generaliste, medecin generaliste, medecin specialiste",
    "21": "pharmacienne, pharmacie",
    "40": "dentiste, chirurgien dentiste, chirurgienne dentiste",
    "50": "sage femme, maieuticien",
    "60": "infirmiere, infirmier liberal, infirmiere liberale, ide, idel",
    "IPA": "ipa, infirmiere en pratique avancee, infirmier en pratique avancee",
    "70": "kine, mk, mkde, kinesitherapeute, masseur kinesitherapeute, masseuse kinesitherapeute",
    "80": "podologue, pedicure podologue, pedicure",
    "92": "orthoptistes",
    "94": "ergo",
    "95": "dieteticienne, nutritionniste",
    "96": "psychomotricienne, psychomot",
    "AM": "assistante medicale, assistant medical",
    "COO": "coordinatrice, coordonnatrice, coordonnateur",
    "SEC": "secretaire medicale, accueil",
    "SOC": "assistante sociale, assistant social, as",
}
_KNOWN = {fold(label): code for code, label in PROFESSIONS.items()}
for _code, _words in _SPOKEN.items():
    _KNOWN.update({fold(one): _code for one in _words.split(",")})
_STATUS = {fold(label): code for code, label in STATUSES.items()}
_STATUS.update({
    "associee": "associate", "liberal": "associate", "liberale": "associate",
    "titulaire": "associate", "salariee": "salaried", "vacataires": "visiting",
    "collaborateur": "visiting", "collaboratrice": "visiting", "remplacant": "visiting",
})  # fmt: skip


def profession_of(said: str) -> str:
    """The code of a profession as people write it; empty where nobody here knows the word."""
    return _KNOWN.get(fold(said), "")


def status_of(said: str) -> str:
    """The code of a status as people write it; empty where nobody here knows the word."""
    return _STATUS.get(fold(said), "")
