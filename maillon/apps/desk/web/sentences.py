"""French sentences of refusals: what happened, why, what to do.

The desk's own, and those of the silent rooms below it (person, tasks, journal). Rooms with
pages or commands of their own say theirs themselves.
"""

from maillon.apps.desk.web.sentences_settings import SETTINGS

__all__ = ["SENTENCES"]

INTAKE = {
    "needs_missing": (
        "La demande n’est pas enregistrée : elle ne dit pas de quoi on a besoin. "
        "Choisissez au moins un besoin."
    ),
    "need_unknown": (
        "La demande n’est pas enregistrée : le besoin « {need} » n’est pas dans la liste. "
        "Choisissez-en un dans la liste."
    ),
    "ends_before_start": (
        "La demande n’est pas enregistrée : un soin finirait avant de commencer. "
        "Corrigez la date de fin, ou laissez-la vide."
    ),
    "care_dates": (
        "La demande n’est pas enregistrée : un soin serait déjà fini, ou commencerait il y a plus "
        "d’un mois, ou dans plus d’un an. Vérifiez le jour et l’année."
    ),
    "outside_territory": (
        "La demande n’est pas enregistrée : {desk} ne couvre pas cette commune. "
        "Vérifiez le nom avec l’appelant, ou donnez-lui le poste voisin."
    ),
    "professionals_only": (
        "La demande n’est pas enregistrée : ce poste répond aux professionnels, "
        "et cet appelant ({kind}) n’en est pas un. Orientez-le : l’appel sera compté. "
        "Pour une aide qui n’est pas un soin, donnez-lui la page « Demander de l’aide »."
    ),
    "requester_missing": (
        "Rien n’est enregistré : on ne sait pas qui appelle. Choisissez-le dans la liste."
    ),
    "person_missing": (
        "La demande n’est pas enregistrée : on ne sait pas pour qui. "
        "Tapez la date de naissance, puis le nom."
    ),
    "duplicate_open": (
        "Une demande est déjà ouverte pour cette personne : {reference}. "
        "Ouvrez-la, ou cochez « C’est une autre demande » et enregistrez de nouveau."
    ),
    "duplicate_elsewhere": (
        "Une demande est déjà ouverte pour cette personne ({desk}) : {reference}. "
        "Voyez avec ce poste, ou cochez « C’est une autre demande » et enregistrez de nouveau."
    ),
    "duplicate_house": (
        "Une demande est déjà ouverte pour cet établissement les mêmes jours ({desk}) : "
        "{reference}. Sinon, cochez « C’est une autre demande » et enregistrez de nouveau."
    ),
    "draft_already_sent": (
        "Ce brouillon est déjà devenu une demande : rien n’a été créé deux fois. Ouvrez-la."
    ),
}
TRIAGE = {
    "already_triaged": (
        "La demande {reference} est déjà triée : aucun besoin n’attend. Rechargez la page."
    ),
    "person_objects": (
        "La recherche ne part pas : la personne s’y oppose, et personne ne sera sollicité. "
        "Si elle change d’avis, notez sa parole, puis cherchez."
    ),
    "handover_target": (
        "La transmission n’est pas notée : ce service n’est pas dans la liste. Choisissez-en un."
    ),
    "handover_running": (
        "Une transmission attend déjà sa réponse. Notez d’abord ce que ce service a répondu."
    ),
    "handover_outcome": (
        "La réponse n’est pas notée : choisissez « a pris », « renvoie » ou « n’a pas répondu »."
    ),
    "handover_ended": (
        "La réponse de ce service est déjà notée : rien n’a changé. Rechargez la page."
    ),
    "request_closed": (
        "La demande {reference} est terminée : elle ne peut plus changer. "
        "Si le besoin revient, prenez une nouvelle demande."
    ),
    "agreement_unknown": (
        "La parole de la personne n’est pas notée : choisissez d’accord, s’y oppose, "
        "ou hors d’état de répondre."
    ),
    "watch_hours": (
        "Rien n’est enregistré : une garde finit après son début, et dure vingt-quatre heures au "
        "plus. Vérifiez les heures."
    ),
    "watch_past": (
        "Rien n’est enregistré : une garde est déjà finie. Vérifiez les dates et les heures."
    ),
    "watch_seats": (
        "Rien n’est enregistré : une demande va jusqu’à {watches} gardes et {seats} places par "
        "garde. Faites-en deux demandes."
    ),
    "carer_cannot": (
        "Rien n’est changé : la personne l’a refusée, ou son métier ne répond pas à ce besoin, ou "
        "elle a demandé à ne plus être sollicitée. Choisissez quelqu’un d’autre."
    ),
    "carer_busy": (
        "Rien n’est changé : cette personne a déjà une garde à ces heures. Choisissez quelqu’un "
        "d’autre, ou libérez d’abord son autre garde."
    ),
    "no_code_left": (
        "Rien n’est changé : ce numéro a des milliers de demandes en attente. Réglez celles-là "
        "d’abord."
    ),
    "line_not_shared": (
        "Rien n’est noté : ce numéro est celui d’une seule personne : une place par garde."
    ),
    "too_few_seats": (
        "Rien n’est noté : il ne reste pas assez de places libres dans ces gardes pour tout le "
        "cabinet. Relisez les places, puis notez combien viennent."
    ),
    "shift_full": (
        "Rien n’est changé : cette garde n’a plus de place libre. Remplacez quelqu’un, ou "
        "choisissez une autre garde."
    ),
    "nothing_held": (
        "Rien n’est changé : personne ne vient encore. Si plus personne n’est attendu, abandonnez "
        "le besoin."
    ),
    "which_watch": (
        "Rien n’est noté : plusieurs gardes sont libres. Cochez celles que cette personne prend."
    ),
    "carer_unknown": (
        "Rien n’est changé : ce nom ne désigne personne, ou plusieurs. Choisissez dans la liste."
    ),
    "no_end": (
        "Rien n’est changé : ce soin n’a pas de fin à venir, ou personne ne le tient encore. "
        "Prévoyez plutôt de prendre des nouvelles."
    ),
    "renewal_date": (
        "Rien n’est prolongé : la nouvelle fin doit venir après l’ancienne. Corrigez la date."
    ),
    "renewal_too_late": (
        "Rien n’est prolongé : la nouvelle fin est à plus d’un an de l’ancienne. Vérifiez l’année."
    ),
    "already_renewed": (
        "Rien n’est changé : ce soin est déjà prolongé. Sa suite est plus bas dans la demande."
    ),
    "not_replaced": (
        "Rien n’est changé : ce soin n’a pas commencé, il est fini, ou c’est une garde à heures "
        "dites. Avant le début, notez plutôt que la personne ne peut plus venir."
    ),
    "replacement_date": (
        "Rien n’est changé : la suite se cherche à partir d’aujourd’hui au plus tôt, et avant la "
        "fin du soin. Corrigez la date."
    ),
    "replacement_reason": (
        "Rien n’est changé : la raison n’est pas connue. Choisissez-la dans la liste."
    ),
    "person_without_phone": (
        "Rien n’est changé : aucun téléphone de la personne n’est connu. Choisissez de prévenir "
        "qui avait demandé."
    ),
    "already_replaced": (
        "Rien n’est changé : la suite de ce soin est déjà cherchée. Ouvrez-la dans l’historique."
    ),
    "name_missing": ("Rien n’est noté : il manque le nom de qui vient. Tapez au moins son prénom."),
    "no_person": (
        "Rien n’est noté : cette demande est pour un établissement, aucune personne n’y est "
        "attachée. Notez ce qu’il faut savoir auprès du demandeur."
    ),
    "choice_unknown": (
        "La parole de la personne n’est pas notée : un intervenant est choisi ou refusé. "
        "Choisissez l’un des deux."
    ),
    "gp_wish_unknown": (
        "Le choix n’est pas noté : le médecin traitant est à prévenir, ou la personne refuse, "
        "ou elle n’en a pas. Choisissez."
    ),
}
SEARCH = {
    "not_searching": (
        "Rien n’est parti : ce besoin n’est plus en recherche. "
        "Rechargez la page pour voir où il en est."
    ),
    "usual_carer_first": (
        "Rien n’est parti : l’intervenant habituel a encore son délai pour répondre, seul. "
        "Appelez-le, ou attendez l’heure affichée."
    ),
    "offer_gone": (
        "Son oui arrive trop tard : la place est prise ou le besoin est fini. "
        "Remerciez-la, il n’y a rien d’autre à faire."
    ),
    "refusal_reason": (
        "Le refus n’est pas noté : il manque sa raison. Choisissez-la dans la liste."
    ),
    "assignment_over": (
        "Cette prise en charge est déjà finie ou commencée : elle ne peut plus être rendue. "
        "Rechargez la page."
    ),
    "cancellation_reason": (
        "Le besoin n’est pas abandonné : il manque la raison. Choisissez-la dans la liste."
    ),
    "need_over": (
        "Ce besoin est déjà fini : le soin a commencé ou il a été abandonné. Rechargez la page."
    ),
}
CALLBACKS = {
    "callback_closed": "Ce rappel est déjà fait : un collègue l’a noté. Rechargez la page.",
    "callback_outcome": (
        "Le rappel n’est pas noté : ce résultat ne va pas avec ce rappel. "
        "Choisissez-en un dans la liste."
    ),
    "details_need_the_carer": (
        "Les coordonnées ne sont pas données : elles se disent à l’intervenant lui-même, "
        "pas à un collègue ni à une messagerie. Rappelez-le."
    ),
    "too_few_tries": (
        "Pas encore « injoignable » : {tries} essai(s) seulement, il en faut trois. "
        "Notez cet essai, le rappel reviendra."
    ),
    "sms_impossible": (
        "Le SMS n’est pas parti : ce numéro n’est pas un mobile, "
        "ou ce rappel se fait de vive voix. Appelez."
    ),
    "moment_past": "Ce moment est déjà passé : choisissez une heure à venir.",
}
RELAYS = {
    "receiver_missing": (
        "La demande n’est pas confiée : on ne sait pas à qui. Choisissez une collègue, une garde "
        "ou un autre poste."
    ),
    "not_at_this_desk": (
        "La demande n’est pas confiée : cette personne n’est plus du poste. Choisissez quelqu’un "
        "d’autre."
    ),
    "word_missing": (
        "La demande {reference} n’a pas de mot pour qui la reprend. "
        "Écrivez-en un, même court : où on en est, ce qu’il faut faire."
    ),
    "requests_left": (
        "Demandes encore à votre nom, sans personne pour les reprendre : {count}. "
        "Choisissez pour chacune une collègue ou une garde, puis finissez."
    ),
    "changed_meanwhile": (
        "La demande {reference} a changé pendant que vous l’aviez à l’écran : rien n’a été écrasé, "
        "et ce que vous aviez tapé est resté. Lisez ce qui a changé, puis recommencez si c’est "
        "toujours juste."
    ),
    "missed_outcome": (
        "Rien n’est enregistré : dites ce que le rappel a donné, parmi les choix proposés."
    ),
    "missed_settled": (
        "Rien n’est enregistré : ce numéro n’attend plus de rappel. Une collègue l’a rappelé, ou "
        "il a rappelé lui-même."
    ),
    "misread_outcome": ("Rien n’est enregistré : dites ce qu’il en est, parmi les choix proposés."),
    "misread_settled": (
        "Rien n’est enregistré : ce message n’attend plus. Une collègue l’a lu, ou la personne a "
        "écrit de nouveau."
    ),
    "stay_unknown": (
        "Rien n’est enregistré : dites qui le dit et avec quel doute, parmi les choix proposés."
    ),
    "stay_too_early": (
        "Rien n’est enregistré : aucun soin n’a encore commencé. Attendez qu’il commence, ou que "
        "la demande soit terminée."
    ),
    "stay_declared": (
        "Rien n’est enregistré : une hospitalisation évitée est déjà notée sur cette demande. Pour "
        "la corriger, retirez-la d’abord."
    ),
    "too_late_to_undo": (
        "Trop tard pour annuler : dix secondes sont passées, un message est parti, ou quelqu’un a "
        "agi depuis. Rien n’a changé ; corrigez par un nouveau geste."
    ),
}
CLINICAL = {
    "not_clinical": (
        "Rien n’est enregistré : {desk} n’est pas tenu par des soignants hospitaliers, il ne rend "
        "pas d’avis. Transmettez la demande au service qui peut répondre."
    ),
    "need_wants_answer": (
        "Cette demande attend une réponse, pas un intervenant. Donnez un avis, ou interrogez une "
        "spécialité."
    ),
    "nothing_to_answer": (
        "Rien n’est enregistré : dans la demande {reference}, plus rien n’attend de réponse. "
        "Rechargez la page."
    ),
    "answer_missing": "La réponse n’est pas notée : elle est vide. Écrivez ce qui a été dit.",
    "question_missing": (
        "La question n’est pas posée : elle est vide. Écrivez ce que vous demandez à la spécialité."
    ),
    "specialty_unknown": (
        "La question n’est pas posée : on ne sait pas à qui. Choisissez la spécialité."
    ),
    "question_outcome": (
        "Ce n’est pas noté : la spécialité décline, ou ne répond pas. Choisissez l’un des deux."
    ),
    "question_ended": (
        "La réponse de cette spécialité est déjà notée : rien n’a changé. Rechargez la page."
    ),
}
BELOW = {
    "task_already_closed": "Cette tâche est déjà close : rien n’a changé. Rechargez la page.",
    "already_cancelled": (
        "Cette écriture du journal est déjà annulée : on n’annule pas deux fois. "
        "Pour la rétablir, notez un nouvel acte."
    ),
}

FOUNDING = {
    "access_professionals": (
        "L’accès n’est pas ouvert : ce demandeur n’est pas un professionnel. Le poste lui dit au "
        "téléphone ce que la personne permet."
    ),
    "access_given": (
        "Rien n’a changé : ce demandeur a déjà un accès. Retirez-le d’abord pour le donner à "
        "quelqu’un d’autre."
    ),
    "desk_words": (
        "Le poste n’est pas ouvert : il lui faut un nom, et un secteur de {limit} caractères "
        "au plus."
    ),
    "desk_sector": (
        "Le poste n’est pas ouvert : ce secteur ne peut pas voyager dans un SMS. Écrivez-le avec "
        "des lettres, des espaces, des tirets et deux chiffres au plus."
    ),
    "desk_timezone": (
        "Le poste n’est pas ouvert : ce fuseau horaire n’existe pas. "
        "Choisissez-en un dans la liste."
    ),
    "desk_hours": (
        "Le poste n’est pas ouvert : il lui faut un jour au moins, et une heure de fermeture "
        "après celle d’ouverture."
    ),
    "desk_commune": (
        "Le poste n’est pas ouvert : cette commune n’est pas connue. Choisissez-la dans la liste."
    ),
}
TELEPHONE = {
    "call_taken": "Cet appel est déjà pris par {who} : rien à faire ici.",
    "extension_twice": (
        "Rien n’est enregistré : deux agents ont le même poste téléphonique. "
        "Donnez à chacun le sien."
    ),
    "fallback_unreadable": (
        "Rien n’est enregistré : le numéro pour les heures fermées n’est pas complet. "
        "Vérifiez-le, ou laissez-le vide."
    ),
}
ENROLMENTS = {
    "enrolment_outside": (
        "Rien n’est enregistré : aucun poste ne répond pour cette commune. "
        "Vérifiez le nom ou le code postal."
    ),
    "enrolment_not_sent": (
        "Aucun message n’est parti : ce numéro a demandé à ne plus en recevoir (STOP)."
    ),
    "enrolment_landline": (
        "Aucun message n’est parti : ce numéro n’est pas un mobile français, il ne reçoit pas de "
        "SMS. Donnez un numéro de mobile."
    ),
    "enrolment_settled": (
        "Cette inscription a déjà été traitée par quelqu’un d’autre : rien n’a changé. "
        "Rechargez la page."
    ),
    "enrolment_place": (
        "L’inscription n’est pas vérifiée : choisissez le lieu d’exercice. "
        "Sans lieu dans l’annuaire, aucune demande ne peut être proposée."
    ),
    "enrolment_number": (
        "Ce numéro RPPS ne va pas : rien n’est noté. Relisez ses 11 chiffres au téléphone."
    ),
    "enrolment_reason": "L’inscription n’est pas refusée : dites pourquoi.",
}
SCENARIOS = {
    "scenario_nothing": (
        "Rien n’est lancé : l’hypothèse ne change rien. Donnez au moins un pourcentage non nul."
    ),
    "scenario_range": (
        "Rien n’est lancé : un changement va de −50 à 50 %, avec 1, 3 ou 5 tirages. Corrigez-le."
    ),
    "scenario_busy": (
        "Rien n’est lancé : une simulation de ce poste est déjà en cours. "
        "Attendez sa réponse, ou arrêtez-la."
    ),
}
SENTENCES: dict[str, str] = {
    **SCENARIOS,
    **TELEPHONE,
    **INTAKE,
    **FOUNDING,
    **TRIAGE,
    **SEARCH,
    **CALLBACKS,
    **RELAYS,
    **CLINICAL,
    **SETTINGS,
    **BELOW,
    **ENROLMENTS,
}
