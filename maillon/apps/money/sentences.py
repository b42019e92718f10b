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
    "budget_heading": "La ligne n’est pas écrite : choisissez une rubrique de la liste.",
    "budget_twice": (
        "La ligne n’est pas écrite : cette rubrique a déjà sa ligne cette année. "
        "Retirez l’ancienne d’abord."
    ),
    "budget_used": (
        "La ligne reste : une facture ou une recette y est notée. Retirez-les d’abord."
    ),
    "receipt_side": "Rien n’est noté : une recette se note sur une ligne de recette.",
    "receipt_later": "Rien n’est noté : ce jour n’est pas encore venu. Corrigez la date.",
    "invoice_side": "La facture n’est pas notée : choisissez une ligne de dépense du budget.",
    "invoice_unnamed": (
        "La facture n’est pas notée : il faut le nom du prestataire et le numéro de la facture."
    ),
    "invoice_days": (
        "La facture n’est pas notée : son échéance est avant sa date. Corrigez l’une des deux."
    ),
    "invoice_sums": (
        "La facture n’est pas notée : la TVA doit être plus petite que le total. "
        "Sans TVA, écrivez 0."
    ),
    "invoice_twice": (
        "La facture n’est pas notée : ce prestataire en a déjà une avec le numéro {number}. "
        "Ouvrez-la, ou vérifiez le numéro."
    ),
    "invoice_settled": "Rien n’a changé : cette facture est déjà payée ou retirée.",
    "invoice_paid_day": (
        "La facture n’est pas dite payée : ce jour est avant sa date, ou après aujourd’hui."
    ),
    "share_untold": ("Rien n’est partagé : il faut un intitulé et une somme au-dessus de zéro."),
    "share_weightless": (
        "Rien n’est partagé : personne n’a de poids selon cette clé. "
        "Cochez des membres, et donnez leurs heures ou leur patientèle si la clé les demande."
    ),
    "share_withdrawn": "Rien n’a changé : ce partage est déjà repris.",
}
