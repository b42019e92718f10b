"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "member_nameless": (
        "La personne n’est pas ajoutée : elle n’a pas de nom. Écrivez son prénom et son nom."
    ),
    "member_there": (
        "Rien n’a changé : une personne de ce nom et de ce métier est déjà dans l’équipe. "
        "Ouvrez sa fiche, ou notez d’abord son départ."
    ),
    "member_day": (
        "Rien n’a changé : le départ serait avant l’arrivée. Corrigez l’une des deux dates."
    ),
    "member_stays": "Rien n’a changé : aucun départ n’est noté sur cette fiche.",
    "member_gone": "Rien n’a changé : le départ de cette personne est déjà noté.",
    "member_elsewhere": (
        "Rien n’a changé : ce compte ou cette structure n’est pas des vôtres. "
        "Choisissez dans la liste."
    ),
    "site_nameless": "Les sites ne sont pas enregistrés : donnez un nom à chaque ligne.",
    "record_untitled": "La ligne n’est pas notée : donnez-lui un intitulé.",
    "record_later": "La ligne n’est pas notée : ce jour n’est pas encore venu. Corrigez la date.",
    "record_elsewhere": (
        "Rien n’a changé : les protocoles ont leur propre page. Ouvrez « Protocoles »."
    ),
    "record_withdrawn": "Rien n’a changé : cette ligne est déjà retirée. Notez-en une nouvelle.",
    "holding_days": (
        "Rien n’a changé : cette date n’est pas après celle d’avant. Corrigez l’une des deux."
    ),
    "holding_lacks": "La ligne n’est pas notée : il manque {fields}. Remplissez-les.",
    "holding_closed": "Rien n’a changé : cette ligne est déjà close. Notez-en une nouvelle.",
    "record_large": (
        "Le document n’est pas joint : il dépasse 8 Mo. Réduisez-le, ou envoyez moins de pages."
    ),
    "record_paper": (
        "Le document n’est pas joint : ce n’est ni un PDF, ni une image JPEG ou PNG. "
        "Convertissez-le d’abord."
    ),
    "list_unreadable": (
        "La liste n’est pas lue : ce fichier n’est ni un classeur Excel (.xlsx) ni un CSV. "
        "Enregistrez-la dans l’un de ces formats."
    ),
    "list_large": (
        "La liste n’est pas lue : elle dépasse {most}. Coupez-la en plusieurs fichiers."
    ),
    "list_empty": (
        "La liste n’est pas lue : il faut une ligne de titres, puis au moins une personne."
    ),
    "list_columns": (
        "La liste n’est pas jugée : il manque {columns}. Dites quelle colonne les contient."
    ),
    "list_applied": "Rien n’a changé : cette liste est déjà écrite. Envoyez la suivante.",
    "list_nothing": (
        "Rien n’est écrit : aucune ligne n’apporte quelque chose. "
        "Corrigez le fichier et renvoyez-le."
    ),
}
