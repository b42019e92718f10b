"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "body_nameless": "L’instance n’est pas créée : donnez-lui un nom.",
    "mandate_days": (
        "Le mandat n’est pas noté : sa fin serait avant son début. Corrigez l’une des deux dates."
    ),
    "mandate_member": (
        "Le mandat n’est pas noté : cette personne n’est pas dans l’équipe ce jour-là. "
        "Choisissez quelqu’un d’autre, ou corrigez la date."
    ),
    "mandate_held": (
        "Le mandat n’est pas noté : cette personne tient déjà cette place ces jours-là. "
        "Terminez d’abord son mandat."
    ),
    "mandate_over": "Rien n’a changé : ce mandat est déjà terminé.",
    "vote_wordless": "Le vote n’est pas noté : écrivez la question posée.",
    "vote_later": "Le vote n’est pas noté : ce jour n’est pas encore venu. Corrigez la date.",
    "vote_nobody": "Le vote n’est pas noté : dites qui était là.",
    "vote_stranger": (
        "Le vote n’est pas noté : une voix vient de quelqu’un qui n’a pas de voix ce jour-là."
    ),
    "vote_sum": (
        "Le vote n’est pas noté : pour, contre et abstentions font {sum} voix pour {present} "
        "présents. Recomptez."
    ),
    "vote_meeting": "Le vote n’est pas noté : cette réunion n’est pas de la structure.",
    "commitment_wordless": "L’engagement n’est pas noté : écrivez ce qui est promis.",
    "commitment_settled": "Rien n’a changé : cet engagement est déjà clos.",
    "commitment_later": "Rien n’a changé : ce jour n’est pas encore venu. Corrigez la date.",
    "attested_already": "Rien n’a changé : cette attestation est déjà signée.",
    "attested_later": "Rien n’est noté : ce jour n’est pas encore venu. Corrigez la date.",
    "attested_not_doctor": (
        "Rien n’est signé : votre compte n’est relié à aucun médecin de la structure cette "
        "année-là. La coordination le relie sur la fiche du membre."
    ),
    "attested_paperless": "Rien n’est noté : joignez le papier signé.",
    "attested_none": "Rien n’a changé : chaque médecin a signé, ou sa tâche est déjà ouverte.",
}
