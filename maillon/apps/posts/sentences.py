"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "time_nothing": "Rien n’est noté : il faut au moins une minute, et un jour en a 1 440.",
    "time_later": "Rien n’est noté : ce jour n’est pas encore venu.",
    "time_unknown": "Rien n’est noté : choisissez une tâche de la liste.",
    "time_too_much": (
        "Rien n’est noté : avec ces minutes, ce jour dépasserait 24 heures. "
        "Corrigez d’abord une autre ligne de ce jour."
    ),
    "time_withdrawn": "Rien n’a changé : cette ligne est déjà reprise ou corrigée.",
    "time_meeting_length": (
        "Rien n’a changé : les minutes d’une réunion sont celles de son compte rendu. "
        "Reprenez la ligne si elle n’est pas de la coordination."
    ),
    "meeting_counted": "Rien n’a changé : cette réunion est déjà comptée dans votre temps.",
    "timer_running": (
        "Le chronomètre n’est pas lancé : vous en avez déjà un en cours. Arrêtez-le d’abord."
    ),
    "timer_none": "Rien n’a changé : vous n’avez pas de chronomètre en cours.",
    "timer_long": (
        "Rien n’est noté : le chronomètre tourne depuis plus de 12 heures, il a dû être oublié. "
        "Dites combien de minutes vous avez vraiment passées, ou abandonnez-le."
    ),
    "timer_more": (
        "Rien n’est noté : le chronomètre n’a pas tourné aussi longtemps. "
        "Dites moins de minutes, ou notez ce temps à part."
    ),
}
