"""Refusals of the settings of a desk, in French: what happened, why, what to do."""

__all__ = ["SETTINGS"]

SETTINGS = {
    "never_open": (
        "Les réglages ne sont pas enregistrés : le poste ne serait jamais ouvert. "
        "Écrivez au moins une plage, par exemple 9:00-19:30 le lundi."
    ),
    "closed_too_long": (
        "Les réglages ne sont pas enregistrés : plus de {days} jours fermés de suite, ou d’un an "
        "en tout. Qui appelle doit savoir quand le poste rouvre : raccourcissez la fermeture."
    ),
    "evening_desk": (
        "Les réglages ne sont pas enregistrés : le poste du soir doit être un autre poste de la "
        "même structure. Choisissez-le dans la liste, ou laissez vide."
    ),
    "policy_out_of_range": (
        "Les réglages ne sont pas enregistrés : un délai ou une taille de vague n’est pas "
        "au-dessus de zéro. Corrigez-le."
    ),
    "settings_changed_meanwhile": (
        "Les réglages ne sont pas enregistrés : ils ont changé pendant que vous les aviez à "
        "l’écran. Relisez-les ci-dessous, puis enregistrez."
    ),
    "rule_in_the_past": (
        "La règle n’est pas enregistrée : elle commencerait dans le passé, et l’histoire ne se "
        "réécrit pas. Choisissez aujourd’hui ou un jour à venir."
    ),
    "rule_unreadable": "La règle n’est pas enregistrée. {why}",
}
