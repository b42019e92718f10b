"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "template_text": (
        "Le modèle n’est pas fait : il part d’un texte adopté et en vigueur. "
        "Adoptez d’abord ce protocole."
    ),
    "template_short": (
        "Le modèle n’est pas fait : il faut un intitulé, un point à l’ordre du jour et une étape."
    ),
    "template_many": "Le modèle n’est pas fait : au plus {most} points et {most} étapes.",
    "template_withdrawn": (
        "Rien n’a changé : ce modèle est retiré. Refaites-le depuis le protocole."
    ),
    "template_shared": "Rien n’a changé : cette structure voit déjà ce modèle.",
    "protocol_untitled": "Le protocole n’est pas enregistré : donnez-lui un intitulé.",
    "protocol_long": (
        "Le protocole n’est pas enregistré : une partie dépasse 20 000 caractères. "
        "Coupez-la, ou joignez une annexe."
    ),
    "protocol_no_draft": (
        "Rien n’a changé : il n’y a pas de brouillon à écrire. "
        "Préparez d’abord une nouvelle version, ou rouvrez le texte soumis."
    ),
    "protocol_changed": (
        "Le texte n’est pas enregistré : quelqu’un l’a écrit entre-temps. Le sien est au-dessus, "
        "le vôtre est dans le formulaire. Réunissez les deux, puis enregistrez."
    ),
    "protocol_in_the_making": ("Rien n’a changé : une version est déjà en cours. Ouvrez-la."),
    "protocol_withdrawn": ("Rien n’a changé : ce protocole est retiré. Écrivez-en un autre."),
    "protocol_empty": (
        "Le texte n’est pas soumis : l’objectif ou « qui fait quoi » est vide. Écrivez-le d’abord."
    ),
    "protocol_gaps": (
        "Le texte n’est pas soumis : {count} passage(s) « À compléter » attendent l’équipe. "
        "Écrivez-les ou retirez-les."
    ),
    "protocol_not_proposed": (
        "Rien n’a changé : aucun texte n’attend de signatures. Soumettez d’abord le brouillon."
    ),
    "protocol_nothing_to_sign": (
        "Rien n’est signé : ce protocole est encore un brouillon. Attendez qu’il soit soumis."
    ),
    "protocol_signed": "Rien n’a changé : cette personne a déjà signé cette version.",
    "protocol_signed_later": (
        "La signature n’est pas notée : ce jour n’est pas encore venu. Corrigez la date."
    ),
    "protocol_signer": (
        "La signature n’est pas notée : choisissez un membre, ou écrivez le nom et le métier "
        "de la personne extérieure."
    ),
    "protocol_signers": (
        "Le protocole n’est pas adopté : il faut deux métiers au moins parmi les signataires de "
        "l’équipe. Faites signer quelqu’un d’un autre métier."
    ),
    "protocol_partner": (
        "Le protocole n’est pas adopté : un protocole ville-hôpital est signé par un membre de "
        "l’équipe et par quelqu’un de l’autre structure. Notez la signature qui manque."
    ),
    "protocol_day": (
        "Rien n’a changé : cette date ne va pas. Elle ne peut être ni à venir, ni avant une "
        "signature, ni avant l’adoption précédente."
    ),
    "protocol_review_day": (
        "Rien n’a changé : la relecture doit venir après l’adoption. Choisissez une date plus loin."
    ),
    "protocol_owner": (
        "Rien n’a changé : personne n’est chargé de la relecture. Choisissez un membre de l’équipe."
    ),
    "protocol_not_adopted": (
        "Rien n’a changé : aucune version de ce protocole n’est en vigueur. Adoptez-le d’abord."
    ),
    "protocol_exception_empty": (
        "L’exception n’est pas notée : dites ce qui fut fait autrement, sans nommer personne."
    ),
    "protocol_exception_day": (
        "L’exception n’est pas notée : ce jour-là, le protocole n’était pas en vigueur. "
        "Corrigez la date."
    ),
    "template_changed": (
        "Rien n’est créé : ce modèle a une nouvelle version. Relisez-la, puis recommencez."
    ),
    "template_owner": (
        "Rien n’est créé : une étape n’est à personne. "
        "Choisissez un membre de l’équipe pour chacune."
    ),
    "template_day": ("Rien n’est créé : une date est déjà passée. Choisissez des dates à venir."),
    "template_undone": "Rien n’a changé : ce qui venait de ce modèle est déjà défait.",
    "template_touched": (
        "Rien n’est défait : quelqu’un y a déjà travaillé. Supprimez le brouillon, annulez la "
        "réunion ou terminez les étapes une à une."
    ),
    "protocol_shared": "Rien n’a changé : cette structure lit déjà ce protocole.",
}
