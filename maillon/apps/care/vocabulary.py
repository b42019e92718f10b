"""The closed vocabularies of this room: codes, and the French words for them."""

from dataclasses import dataclass
from typing import Final

from maillon.engines.sharing import Standing

__all__ = [
    "ASIDES", "CLOSINGS", "DOCUMENTS", "GLASS_REASONS", "INS_SOURCES", "INS_SYSTEMS",
    "MERGE_REASONS", "OUTCOMES", "PARTS", "REASONS", "REVIEWS", "SECRET", "SEXES", "SITUATIONS",
    "SOURCES", "TEAM_KINDS", "THEMES", "Part", "Situation", "theme_of",
]  # fmt: skip

SEXES: Final = {"F": "féminin", "M": "masculin", "I": "indéterminé"}
REASONS: Final = {  # why traits are changed
    "typing": "faute de frappe",
    "document": "vu sur une pièce d’identité",
    "person": "dit par la personne",
    "civil": "changement d’état civil",
    "insi": "réponse du téléservice INSi",
}
DOCUMENTS: Final = {  # of high trust, as the RNIV lists them
    "card": "carte nationale d’identité",
    "passport": "passeport",
    "permit": "titre de séjour",
    "birth_act": "acte de naissance et pièce avec photo",
    "family_book": "livret de famille, pour un mineur",
}
INS_SYSTEMS: Final = {
    "nir": "INS (NIR)",
    "nia": "INS (NIA, numéro d’attente)",
    "test": "INS de test",
    "demo": "INS de démonstration",
}
INS_SOURCES: Final = {
    "insi": "téléservice INSi",
    "datamatrix": "datamatrix d’un document qualifié",
    "message": "message d’un établissement",
}
MERGE_REASONS: Final = {
    "twice": "saisie deux fois",
    "misspelt": "nom ou date mal écrits",
    "imported": "importée d’un autre fichier",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part somebody plays: its words, what the law makes of it, what it usually reads."""

    label: str
    standing: Standing
    themes: tuple[str, ...]


THEMES: Final = {
    "contacts": "qui vient, qui appeler",
    "daily": "vie quotidienne",
    "health": "santé et soins",
    "medication": "médicaments",
    "social": "situation sociale et droits",
    "project": "projet de la personne",
}
SECRET: Final = frozenset({"health", "medication", "social", "project"})  # shared secrecy
_EVERY: Final = tuple(THEMES)
_SOCIAL: Final = ("contacts", "daily", "social", "project")
_CLOSE: Final = ("contacts", "daily")

# Standings: health professionals, and the professions of R1110-2 CSP (social workers, guardians
# appointed by a court, staff of social and home-help services, coordinators of support services).
PARTS: Final = {
    "gp": Part("médecin traitant", Standing.HEALTH, _EVERY),
    "usual_carer": Part("intervenant habituel", Standing.HEALTH, _EVERY),
    "nurse": Part("infirmière", Standing.HEALTH, _EVERY),
    "pharmacist": Part("pharmacien", Standing.HEALTH, ("contacts", "health", "medication")),
    "physio": Part("kinésithérapeute", Standing.HEALTH, ("contacts", "daily", "health")),
    "specialist": Part("spécialiste", Standing.HEALTH, _EVERY),
    "psychologist": Part("psychologue", Standing.LISTED, ("contacts", "health", "project")),
    "coordination": Part("coordination", Standing.LISTED, _EVERY),
    "hospital": Part("établissement", Standing.HEALTH, _EVERY),
    "home_help": Part("aide à domicile", Standing.LISTED, _CLOSE),
    "social_worker": Part("assistante sociale", Standing.LISTED, _SOCIAL),
    "tutor": Part("tuteur, curateur", Standing.LISTED, _SOCIAL),
    "family": Part("famille", Standing.OTHER, _CLOSE),
    "helper": Part("aidant", Standing.OTHER, _CLOSE),
    "neighbour": Part("voisin, voisine", Standing.OTHER, ("contacts",)),
    "elected": Part("élu, mairie", Standing.OTHER, ("contacts",)),
    "police": Part("police, gendarmerie", Standing.OTHER, ("contacts",)),
    "other": Part("autre", Standing.OTHER, ("contacts",)),
}
# Structures whose members are one care team by L1110-12; a CPTS is not, by default.
TEAM_KINDS: Final = frozenset({
    "hospital", "msp", "centre", "esp", "ess", "dac", "ehpad", "home_care", "disability",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Situation:
    """Why a circle is opened, and whom one would look for: a reminder, never an obligation."""

    label: str
    expected: tuple[str, ...]


SITUATIONS: Final = {
    "return_home": Situation("retour à domicile", ("gp", "nurse", "family", "home_help")),
    "frail": Situation("fragilité, perte d’autonomie",
                       ("gp", "nurse", "pharmacist", "home_help", "family")),
    "addiction": Situation("addiction, refus répétés",
                           ("gp", "specialist", "nurse", "social_worker", "family", "home_help")),
    "chronic": Situation("maladie chronique", ("gp", "nurse", "pharmacist", "specialist")),
    "isolation": Situation("isolement, précarité", ("gp", "social_worker", "neighbour")),
    "palliative": Situation("soins palliatifs", ("gp", "nurse", "specialist", "family")),
    "child": Situation("enfant, famille", ("gp", "family", "social_worker")),
    "other": Situation("autre situation", ("gp",)),
}  # fmt: skip
CLOSINGS: Final = {
    "settled": "la situation est stable",
    "person": "la personne ne le souhaite plus",
    "moved": "la personne a déménagé",
    "died": "la personne est décédée",
    "mistake": "ouvert par erreur",
}
GLASS_REASONS: Final = {
    "vital": "urgence vitale",
    "care": "soin immédiat, la personne ne peut pas répondre",
    "replacement": "remplacement d’un confrère cette nuit",
}
REVIEWS: Final = {"justified": "justifié", "abuse": "injustifié, à traiter"}
OUTCOMES: Final = {  # engines.signals.Outcome
    "unknown": "on ne sait pas",
    "achieved": "le but est atteint",
    "partly": "en partie",
    "not_achieved": "pas atteint",
}
SOURCES: Final = {
    "person": "la personne le dit",
    "member": "un membre du réseau le dit",
    "letter": "un courrier, un compte rendu",
    "file": "un autre dossier",
}
ASIDES: Final = {
    "planned": "ces réponses étaient prévues dès le début",
    "problem": "ce n’était pas le même problème",
    "goal": "un but est partagé avec la personne",
    "mistake": "une date ou une réponse est mal notée",
    "other": "autre raison",
}
_DAILY: Final = frozenset({"home_help_started", "respite_stay"})


def theme_of(answer: str) -> str:
    """Under which theme an answer that was tried is read: nearly always health."""
    return "daily" if answer in _DAILY else "health"
