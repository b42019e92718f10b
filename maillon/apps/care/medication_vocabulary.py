"""The closed vocabularies of a medication review: codes, and the French words for them."""

from typing import Final

__all__ = ["ANSWERS", "CHANNELS", "KINDS", "SOURCES", "STATES", "STOPS", "THEME", "TOLD", "WRITERS"]

THEME: Final = "medication"
SOURCES: Final = {  # where a treatment is known from; nothing is looked up in a drug database
    "prescription": "l’ordonnance",
    "boxes": "les boîtes vues à domicile",
    "pharmacy": "l’historique de la pharmacie",
    "person": "la personne le dit",
    "member": "un membre du réseau le dit",
    "letter": "un courrier, un compte rendu",
}
KINDS: Final = {  # of a proposal; a remark alone waits for no answer
    "remark": "remarque",
    "stop": "arrêter",
    "change": "changer la dose ou le moment",
    "replace": "remplacer",
    "add": "ajouter",
    "watch": "surveiller",
}
ANSWERS: Final = {
    "accepted": "d’accord",
    "refused": "refusé",
    "discuss": "à discuter",
}
STATES: Final = {  # FHIR event status
    "in-progress": "en cours",
    "completed": "conclu",
    "stopped": "arrêté",
}
STOPS: Final = {
    "person": "la personne ne le souhaite plus",
    "mistake": "ouvert par erreur",
    "hospital": "elle est hospitalisée, à refaire à la sortie",
}
CHANNELS: Final = {
    "task": "une tâche dans son compte",
    "sms": "un lien par SMS",
    "voice": "à prévenir de vive voix",
}
WRITERS: Final = frozenset({"gp", "pharmacist"})  # the two whose exchange it is
TOLD: Final = frozenset({"nurse", "usual_carer"})  # who gives the treatments at home
