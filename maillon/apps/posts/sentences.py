"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "invitation_open": (
        "L’invitation n’est pas envoyée : une autre est en cours. Retirez-la d’abord."
    ),
    "invitation_withdrawn": "Rien n’a changé : cette invitation est retirée.",
    "invitation_answered": "Rien n’a changé : votre structure a déjà répondu.",
    "invitation_answer": "Rien n’a changé : acceptez ou refusez.",
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
    "post_hours": "Le poste n’est pas écrit : donnez des heures par semaine, entre 0 et 70.",
    "post_provider": "Le poste n’est pas écrit : nommez le prestataire.",
    "post_clause": (
        "Le poste n’est pas écrit : un prestataire peut disparaître. Dites le préavis et comment "
        "vous reprenez la main (réversibilité)."
    ),
    "post_ended": "Rien n’a changé : ce poste est déjà terminé.",
    "post_days": "Rien n’a changé : la fin doit venir après le début du poste.",
    "presence_hours": "Rien n’est noté : une présence dure plus de 0 et au plus 24 heures.",
    "presence_day": "Rien n’est noté : ce jour n’est pas encore venu, ou le poste n’y était pas.",
    "spending_percent": "Le plafond n’est pas choisi : donnez un pourcentage entre 1 et 100.",
    "load_unknown": "La charge n’est pas dite : choisissez une tâche et des heures par an.",
    "load_source": (
        "La charge n’est pas dite : un chiffre publié a une source. Nommez-la, ou dites "
        "que l’équipe l’estime."
    ),
    "wish_hours": "Rien n’est publié : donnez des heures par semaine, entre 0 et 35.",
    "wish_days": "Rien n’est publié : cochez au moins un jour possible.",
    "wish_visit": (
        "Rien n’est publié : une présence ne peut pas durer plus que les heures de la semaine."
    ),
    "wish_none": "Rien n’a changé : la structure ne cherche pas de poste à partager.",
    "pool_population": (
        "Le partage selon les patients n’est pas calculé : une des structures n’a pas dit "
        "combien elle en suit. Choisissez une autre clé."
    ),
    "timer_more": (
        "Rien n’est noté : le chronomètre n’a pas tourné aussi longtemps. "
        "Dites moins de minutes, ou notez ce temps à part."
    ),
}
