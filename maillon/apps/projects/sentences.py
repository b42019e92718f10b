"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "project_there": "Rien n’a changé : le projet est déjà commencé. Ouvrez-le et écrivez-y.",
    "project_kind": (
        "Le projet n’est pas commencé : aucune trame n’est connue pour ce genre de structure. "
        "Demandez à votre ARS celle qu’elle attend."
    ),
    "section_untitled": "La section n’est pas ajoutée : donnez-lui un titre.",
    "section_same": "Rien n’a changé : le texte est le même que celui qui est en place.",
    "section_settled": (
        "Rien n’a changé : quelqu’un a déjà réuni ces deux textes. Lisez le texte en place."
    ),
    "section_moved": (
        "Rien n’est enregistré : le texte en place a changé pendant que vous réunissiez. "
        "Relisez-le ci-dessous, votre texte est resté dans la case."
    ),
    "comment_empty": "La remarque n’est pas notée : elle est vide. Écrivez-la.",
    "comment_resolved": "Rien n’a changé : cette remarque est déjà réglée.",
    "objective_empty": "L’objectif n’est pas noté : dites ce que l’équipe veut changer.",
    "action_empty": "L’action n’est pas notée : dites ce qui sera fait.",
    "action_ended": "Rien n’a changé : cette action est terminée. Ajoutez-en une autre.",
    "action_past": "L’action n’est pas notée : sa date est passée. Choisissez-en une à venir.",
    "indicator_empty": "L’indicateur n’est pas noté : dites ce qui est mesuré.",
    "reading_later": "La mesure n’est pas notée : ce jour n’est pas encore venu. Corrigez la date.",
    "group_empty": "Le groupe n’est pas créé : donnez-lui un nom et au moins une personne.",
    "partner_empty": "Le partenaire n’est pas noté : choisissez une structure ou écrivez un nom.",
    "adoption_empty": (
        "Le projet n’est pas adopté : aucune section n’est écrite. Écrivez-en une d’abord."
    ),
    "adoption_conflict": (
        "Le projet n’est pas adopté : deux textes attendent d’être réunis dans une section. "
        "Réunissez-les, puis adoptez."
    ),
    "adoption_later": "Le projet n’est pas adopté : ce jour n’est pas encore venu.",
    "adoption_body": "Le projet n’est pas adopté : dites quelle instance l’a adopté.",
}
