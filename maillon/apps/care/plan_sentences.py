"""French sentences of the refusals of the project and of the family's page."""

__all__ = ["SENTENCES"]

_SAME = "Rien n’est enregistré"
SENTENCES = {
    "plan_words": (
        f"{_SAME} : un projet commence par ce que dit la personne. Écrivez ses mots, et comment "
        "elle les a dits."
    ),
    "plan_to_come": f"{_SAME} : ces mots seraient dits dans le futur. Corrigez la date.",
    "plan_no_action": (
        f"{_SAME} : ce projet ne prévoit aucune action. Ajoutez-en une, ou cochez "
        "« Vivre avec » si c’est ce que la personne veut."
    ),
    "plan_orphan": (
        f"{_SAME} : une action ou un but est resté sans ce qu’il sert. Écrivez le besoin et le "
        "but au-dessus, ou effacez la ligne."
    ),
    "plan_theme": f"{_SAME} : dites de quoi parle chaque besoin, dans la liste.",
    "plan_owner": (
        f"{_SAME} : une action revient à la personne ou à un membre actuel de son réseau. "
        "Choisissez dans la liste."
    ),
    "plan_moved": (
        "Quelqu’un a enregistré une autre version pendant que vous écriviez. Votre texte est "
        "encore là : relisez la nouvelle version, puis enregistrez de nouveau."
    ),
    "plan_same": f"{_SAME} : cette version dit la même chose que la précédente.",
    "plan_missing": "Il n’y a pas encore de projet : écrivez d’abord une première version.",
    "verdict_unknown": f"{_SAME} : dites de chaque réponse si elle est nécessaire ou superflue.",
    "review_empty": f"{_SAME} : jugez au moins une réponse, ou écrivez ce qu’en dit la personne.",
    "review_past": f"{_SAME} : le prochain point est dans le passé. Corrigez la date.",
    "visit_days": f"{_SAME} : cochez au moins un jour de la semaine.",
    "visit_times": f"{_SAME} : la fin viendrait avant le début. Corrigez les heures.",
    "visit_theme": f"{_SAME} : dites de quoi il s’agit, dans la liste.",
    "family_not_agreed": (
        "Le lien n’est pas donné : la personne n’a pas dit que ce proche peut voir qui vient. "
        "Demandez-le-lui, notez sa parole, puis recommencez."
    ),
    "activity_settled": "Cette action est déjà close : rien n’a changé.",
    "activity_outcome": f"{_SAME} : dites si c’est fait, ou si l’on y renonce.",
}
