"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "meeting_without_date": (
        "La réunion n’est pas enregistrée : elle n’a ni date ni date proposée. "
        "Donnez-en une, ou plusieurs à choisir."
    ),
    "meeting_without_guest": (
        "La réunion n’est pas enregistrée : personne n’y est invité. Ajoutez au moins un nom."
    ),
    "meeting_too_many": (
        "La réunion n’est pas enregistrée : {what} dépasse {most}. Raccourcissez la liste."
    ),
    "meeting_is_over": (
        "Rien n’a changé : cette réunion est {state}. "
        "Ouvrez la suivante pour y mettre ce qui reste à dire."
    ),
    "meeting_date_not_chosen": (
        "Le compte rendu attend : la date n’est pas encore choisie. Choisissez-la d’abord."
    ),
    "meeting_date_chosen": (
        "Vos réponses ne changent plus rien : la date est fixée. Dites plutôt si vous venez."
    ),
    "meeting_still_open": (
        "La réunion suivante n’est pas préparée : le compte rendu de celle-ci n’est pas clos. "
        "Clôturez-le d’abord."
    ),
    "meeting_not_begun": (
        "Le compte rendu n’est pas clos : la réunion n’a pas commencé. Revenez après son début."
    ),
    "meeting_ahead": (
        "Rien n’est écrit : cette réunion n’a pas encore commencé. Corrigez le jour ou l’heure, "
        "ou préparez-la par « Nouvelle réunion »."
    ),
    "meeting_nobody_came": (
        "Le compte rendu n’est pas clos : personne n’est noté présent. Cochez qui est là."
    ),
    "meeting_changed_meanwhile": (
        "Ce point a été écrit par quelqu’un d’autre entre-temps : son texte est affiché, "
        "le vôtre est en dessous. Réunissez les deux, puis enregistrez."
    ),
    "case_has_decisions": (
        "Le point reste : des décisions y sont notées. Retirez-les d’abord, sinon elles seraient "
        "lues par tous les invités."
    ),
    "decision_due_before": (
        "La décision n’est pas notée : son échéance est avant la réunion. Corrigez la date."
    ),
    "decision_settled": "Rien n’a changé : la suite de cette décision est déjà écrite.",
    "guest_already_asked": "Cette personne est déjà invitée : rien n’a changé.",
    "guest_owns_decision": (
        "Cette personne reste dans la liste : une décision est à son nom. "
        "Donnez la décision à quelqu’un d’autre d’abord."
    ),
    "meeting_followed": "La réunion suivante existe déjà : ouvrez-la, rien n’a été créé.",
    "correction_open": (
        "Rien n’est corrigé : le compte rendu n’est pas clos. Notez les présences dans la réunion."
    ),
    "correction_reason": "Rien n’est corrigé : choisissez pourquoi.",
    "correction_nothing": (
        "Rien n’a changé : ces présences sont déjà celles du compte rendu. Changez-en une."
    ),
}
