"""What comes next in a request, in short words, by the code of the step."""

__all__ = ["CALLS", "ICONS", "NEWS", "VERBS", "WORDS", "step_words", "wave_words"]

# What stands beside the deadline on a card.
WORDS = {
    "desk.handle": "",
    "desk.handover": "réponse attendue",
    "desk.call_list": "liste à appeler",
    "desk.nobody_left": "personne d’autre à solliciter",
    "desk.found": "dire que c’est trouvé",
    "desk.not_found_yet": "dire : pas encore trouvé",
    "desk.give_details": "coordonnées à donner",
    "desk.confirm_care": "début du soin à vérifier",
    "desk.care_begun": "dire que le soin a commencé",
    "desk.stopped": "dire que la recherche s’arrête",
    "desk.tell_gp": "médecin traitant à prévenir",
    "desk.later_check": "nouvelles à prendre",
    "desk.care_ending": "soin bientôt fini",
    "desk.expert": "réponse de la spécialité attendue",
    "desk.answer": "donner la réponse",
}
# The same as a job to do, for the list of what waits.
VERBS = {
    "desk.handle": "Trier la demande",
    "desk.handover": "Noter la réponse du service sollicité",
    "desk.call_list": "Appeler la liste",
    "desk.nobody_left": "Chercher plus loin : plus personne à solliciter",
    "desk.found": "Dire au demandeur que c’est trouvé",
    "desk.not_found_yet": "Dire au demandeur que ce n’est pas encore trouvé",
    "desk.give_details": "Donner l’identité et l’adresse à l’intervenant",
    "desk.confirm_care": "Vérifier que le soin a commencé",
    "desk.care_begun": "Dire au demandeur que le soin a commencé",
    "desk.stopped": "Dire au demandeur que la recherche s’arrête",
    "desk.tell_gp": "Prévenir le médecin traitant",
    "desk.later_check": "Prendre des nouvelles",
    "desk.care_ending": "Le soin se termine : prolonger ou clore",
    "desk.expert": "Obtenir la réponse de la spécialité",
    "desk.answer": "Donner la réponse au demandeur",
}

ICONS = {
    "desk.handle": "inbox",
    "desk.handover": "siren",
    "desk.call_list": "phone",
    "desk.nobody_left": "search",
    "desk.found": "phone",
    "desk.not_found_yet": "phone",
    "desk.give_details": "carer",
    "desk.confirm_care": "check",
    "desk.care_begun": "phone",
    "desk.stopped": "phone",
    "desk.tell_gp": "phone",
    "desk.later_check": "bell",
    "desk.care_ending": "bell",
    "desk.expert": "clock",
    "desk.answer": "phone",
}
# What the key R says on a card whose next step is a call.
CALLS = {
    "desk.found": "Rappel fait",
    "desk.not_found_yet": "Rappel fait",
    "desk.care_begun": "Rappel fait",
    "desk.stopped": "Rappel fait",
    "desk.give_details": "Appel fait",
    "desk.confirm_care": "Appel fait",
    "desk.tell_gp": "Appel fait",
    "desk.later_check": "Appel fait",
    "desk.care_ending": "Appel fait",
    "desk.answer": "Rappel fait",
}
# What is said aloud of a card that has just moved: by the word owed, else by its lane.
NEWS = {
    "desk.found": "trouvé",
    "desk.not_found_yet": "pas encore trouvé, à dire",
    "desk.care_begun": "le soin a commencé",
    "desk.stopped": "la recherche s’arrête, à dire",
    "desk.answer": "réponse à donner",
    "to_handle": "à traiter",
    "searching": "en recherche",
    "found": "trouvé, soin à confirmer",
    "to_call_back": "à rappeler",
}


def step_words(code: str) -> str:
    """Short words of a step; nothing for one that speaks for itself."""
    return WORDS.get(code, "")


def wave_words(number: int, kind: str) -> str:
    """« 2ᵉ vague », or the call list by its name."""
    if kind == "call_list":
        return "liste d’appel"
    return f"{number}{'ʳᵉ' if number == 1 else 'ᵉ'} vague"
