"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "contract_signed": (
        "Le contrat n’est pas noté : la structure en a déjà un en cours. Ouvrez-le."
    ),
    "contract_later": (
        "Le contrat n’est pas noté : cette date de signature n’est pas encore venue."
    ),
    "contract_cpts": (
        "Le contrat n’est pas noté ici : celui d’une CPTS se compte par missions, pas par "
        "engagements de maison de santé. Notez-le dans « Étapes », depuis l’équipe."
    ),
    "fact_unknown": "Rien n’est déclaré : ce fait n’est pas de ceux qu’un contrat compte.",
    "fact_wrong": (
        "Rien n’est déclaré : cette valeur ne convient pas. Écrivez {form}, "
        "ou laissez l’acte la dire."
    ),
    "fact_withdrawn": "Rien n’a changé : cette déclaration est déjà reprise.",
    "statement_asks": (
        "Le relevé n’est pas gardé : il manque {facts}. Dites-le d’abord, rien n’est supposé."
    ),
    "evidence_sent": (
        "Rien n’a changé : le dossier de cette année est déjà figé tel qu’il est parti. Ouvrez-le."
    ),
    "payment_nothing": (
        "Le paiement n’est pas noté : il faut une somme au-dessus de zéro et son jour."
    ),
    "payment_later": "Le paiement n’est pas noté : ce jour n’est pas encore venu.",
    "answer_unknown": (
        "Rien n’est répondu : choisissez « accepter », « demander » ou « refuser »."
    ),
    "answer_without_words": (
        "Rien n’est répondu : une question se pose et un refus s’explique. Écrivez-en les mots."
    ),
    "answer_given": "Rien n’a changé : cet engagement est déjà accepté.",
    "reply_to_nothing": (
        "Rien n’est parti : le payeur n’a ni question ni refus en attente sur cet engagement."
    ),
    "reply_without_words": "Rien n’est parti : une question attend des mots. Écrivez-les.",
    "rate_nothing": "Le tarif n’est pas écrit : il faut une somme au-dessus de zéro.",
    "rate_days": "Le tarif n’est pas écrit : sa fin doit venir après son début.",
    "rate_overlaps": (
        "Le tarif n’est pas écrit : un autre est déjà écrit pour ce métier à ces dates. "
        "Reprenez-le d’abord, ou changez les dates."
    ),
    "rate_withdrawn": "Rien n’a changé : ce tarif est déjà repris.",
    "ceiling_nothing": (
        "Le plafond n’est pas dit : il faut une somme au-dessus de zéro. "
        "S’il n’y en a pas, cochez « pas de plafond »."
    ),
    "proof_chased": "Rien n’a changé : cette preuve est déjà la tâche de quelqu’un.",
}
