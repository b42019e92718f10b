"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "quarter_paid": "Rien n’a changé : ce trimestre est déjà payé et figé. Ouvrez-le.",
    "quarter_running": (
        "Le trimestre n’est pas figé : il n’est pas fini. Revenez après son dernier jour."
    ),
    "quarter_day": (
        "Le trimestre n’est pas figé : le jour du paiement doit venir après la fin du trimestre "
        "et pas après aujourd’hui. Corrigez la date."
    ),
    "quarter_before": (
        "Le trimestre n’est pas figé : le {before} a des sommes à payer et ne l’est pas encore. "
        "Commencez par lui."
    ),
    "quarter_asks": (
        "Le trimestre n’est pas figé : un tarif ou le plafond manque, la somme n’est pas connue. "
        "Dites-le d’abord."
    ),
    "quarter_empty": "Rien n’est figé : ce trimestre n’a rien à payer.",
    "quarter_moved": (
        "Le trimestre n’est pas figé : la somme a changé depuis que vous avez ouvert la page. "
        "Relisez-la, puis recommencez."
    ),
    "quarter_kept": (
        "Rien n’a changé : un trimestre se défait le jour même où il est figé, et le dernier "
        "seulement. Une erreur se corrige par une régularisation au trimestre suivant."
    ),
}
