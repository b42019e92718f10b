"""French sentences of this room's refusals: what happened, why, what to do."""

from maillon.apps.care.medication_sentences import SENTENCES as MEDICATION
from maillon.apps.care.plan_sentences import SENTENCES as PLAN

__all__ = ["SENTENCES"]

_SAME = "Rien n’est enregistré"
_IDENTITY = {
    "person_incomplete": (
        "La personne n’est pas enregistrée : il manque son nom ou son prénom, en lettres."
    ),
    "birth_date_to_come": (
        "Cette date de naissance est à venir. Vérifiez l’année avec la personne qui appelle."
    ),
    "birth_date_unreadable": (
        "Cette date de naissance ne se lit pas. "
        "Écrivez jour, mois, année (4/5/1941), ou l’année seule."
    ),
    "traits_reason": f"{_SAME} : dites pourquoi l’identité change, dans la liste.",
    "identity_step": (
        f"{_SAME} : cette étape ne suit pas l’état actuel de l’identité. Rechargez la fiche."
    ),
    "identity_document": f"{_SAME} : dites quelle pièce d’identité a été vue, dans la liste.",
    "traits_missing": (
        f"{_SAME} : une identité se valide sur ses cinq traits. Complétez d’abord le nom de "
        "naissance, le prénom, la date, le sexe et le lieu de naissance."
    ),
    "ins_system": f"{_SAME} : dites de quel numéro il s’agit (INS, numéro d’attente, test).",
    "ins_shape": f"{_SAME} : un matricule INS compte quinze caractères, clé comprise. Relisez-le.",
    "ins_key": (
        f"{_SAME} : la clé (les deux derniers chiffres) ne correspond pas. "
        "Un chiffre est faux : relisez le matricule."
    ),
    "ins_source": f"{_SAME} : dites d’où vient ce matricule, dans la liste.",
    "ins_taken": (
        f"{_SAME} : une autre fiche porte déjà ce matricule. C’est sans doute la même personne : "
        "comparez les deux fiches."
    ),
    "merge_self": f"{_SAME} : une fiche ne se rapproche pas d’elle-même.",
    "merge_reason": f"{_SAME} : dites pourquoi ces fiches sont celles d’une même personne.",
    "merge_unlike": (
        f"{_SAME} : ces deux fiches décrivent deux personnes différentes. "
        "Si c’est une erreur de saisie, corrigez d’abord les traits."
    ),
    "already_merged": f"{_SAME} : l’une de ces fiches est déjà rapprochée d’une autre.",
    "merge_undone": "Ce rapprochement est déjà défait : il y a de nouveau deux fiches.",
    "merge_undo_order": (
        "Rien n’est défait : la fiche gardée a été rapprochée d’une autre depuis. "
        "Défaites d’abord ce rapprochement-là."
    ),
}
_CIRCLE = {
    "situation_unknown": f"{_SAME} : choisissez la situation dans la liste.",
    "circle_open": "Le réseau de cette personne est déjà ouvert.",
    "person_opposes": (
        f"{_SAME} : la personne s’oppose au partage. "
        "Si elle change d’avis, notez d’abord sa parole."
    ),
    "circle_needs_agreement": (
        "Le réseau n’est pas ouvert : votre structure n’est pas une équipe de soins, il faut donc "
        "l’accord de la personne, pas seulement son information. Demandez-le-lui, puis notez-le."
    ),
    "part_unknown": f"{_SAME} : choisissez le rôle dans la liste.",
    "member_unknown": f"{_SAME} : choisissez quelqu’un dans la liste, ou donnez son nom.",
    "member_twice": f"{_SAME} : ce membre est déjà dans le réseau, avec ce rôle.",
    "member_ends_before": f"{_SAME} : la fin viendrait avant le début. Corrigez les dates.",
    "contact_changed": (
        f"{_SAME} : ces coordonnées ont changé entre-temps. Relisez-les, puis recommencez."
    ),
    "themes_unknown": f"{_SAME} : un des thèmes n’existe pas. Rechargez la page.",
    "closing_unknown": f"{_SAME} : dites pourquoi le réseau se ferme, dans la liste.",
    "word_unknown": f"{_SAME} : dites ce qu’a dit la personne, et comment.",
    "word_themes": f"{_SAME} : les thèmes ne précisent qu’un accord.",
    "word_to_come": f"{_SAME} : cette parole serait dite dans le futur. Corrigez la date.",
    "proof_missing": f"{_SAME} : ajoutez la photo ou le scan du papier, ou notez une parole.",
    "proof_too_large": f"{_SAME} : le document dépasse 5 Mo. Réduisez-le, ou scannez-le en gris.",
    "proof_kind": f"{_SAME} : le papier se donne en PDF, JPEG ou PNG.",
    "glass_reason": "Le dossier n’est pas ouvert : dites pourquoi, dans la liste.",
    "glass_text": (
        "Le dossier n’est pas ouvert : expliquez en quelques mots ({shortest} lettres au moins). "
        "Quelqu’un d’autre relira."
    ),
    "review_outcome": f"{_SAME} : dites si cet accès était justifié.",
    "review_own": f"{_SAME} : on ne relit pas son propre accès. Une autre personne doit signer.",
    "review_referent": (
        f"{_SAME} : jusqu’au {{due:%d/%m}}, cet accès attend la signature de la référente ou du "
        "référent données. Après cette date, vous pourrez le signer."
    ),
    "referent_unknown": (
        f"{_SAME} : choisissez quelqu’un qui travaille dans cette structure et a un compte ouvert."
    ),
    "referent_phone": (
        f"{_SAME} : ce numéro n’en est pas un. Corrigez-le, ou laissez vide : le courriel suffit."
    ),
    "review_done": "Cet accès est déjà relu : rien n’a changé.",
}
_HISTORY = {
    "attempt_unknown": f"{_SAME} : choisissez ce qui a été essayé, le résultat et la source.",
    "attempt_to_come": (
        f"{_SAME} : ce jour n’est pas encore venu. Notez ce qui a été essayé, pas ce qui est prévu."
    ),
    "attempt_ends_before": f"{_SAME} : la fin viendrait avant le début. Corrigez les dates.",
    "attempt_withdrawn": "Cette ligne est déjà retirée : rien n’a changé.",
    "aside_reason": f"{_SAME} : dites pourquoi ce n’est pas une répétition, dans la liste.",
    "repetition_gone": (
        "Rien n’a changé : cette répétition n’est plus là, la fiche a bougé entre-temps. "
        "Relisez-la."
    ),
}
_MEETING = {
    "circle_meeting_by_her_word": (
        "Rien n’a changé : dans la réunion d’un réseau, c’est la personne qui dit qui vient. "
        "Passez par sa fiche."
    ),
}
_SENT = "Rien n’est envoyé"
_CONVERSATION = {
    "message_empty": f"{_SENT} : le message est vide. Écrivez-le, ou joignez un document.",
    "message_long": (
        f"{_SENT} : le message dépasse {{most}} signes. Coupez-le, ou joignez un document."
    ),
    "message_theme": (
        f"{_SENT} : choisissez un thème que vous lisez vous-même. La personne dit qui lit quoi : "
        "voyez son réseau."
    ),
    "mention_unknown": (
        f"{_SENT} : quelqu’un que vous citez ne lit pas ce thème, ou n’est plus dans le réseau. "
        "Rechargez la page et choisissez dans la liste."
    ),
    "message_often": (
        f"{_SENT} : beaucoup de messages sont partis de ce lien dans l’heure. Attendez un peu, ou "
        "téléphonez."
    ),
    "message_withdrawn": (
        "Rien n’a changé : ce message est déjà retiré. Écrivez-en un nouveau si besoin."
    ),
    "message_unchanged": "Rien n’a changé : le message dit déjà cela.",
    "attachment_kind": (
        f"{_SENT} : un document se joint en PDF, JPEG ou PNG. Enregistrez-le dans un de ces "
        "formats, puis recommencez."
    ),
    "attachment_too_large": (
        f"{_SENT} : un document dépasse 5 Mo. Réduisez-le, ou scannez-le en gris."
    ),
    "attachment_many": f"{_SENT} : {{most}} documents au plus par message. Faites-en deux.",
}
_IMPORT = {
    "persons_unreadable": "Le fichier « {name} » n’existe pas ou ne peut pas être lu.",
    "persons_not_text": (
        "Ce fichier n’est pas un texte CSV en UTF-8 (ligne {line}) : rien n’a été changé."
    ),
    "persons_columns": (
        "Il manque {columns} dans la première ligne : rien n’a été changé. "
        "Colonnes attendues : {expected}."
    ),
    "persons_twice": (
        "Deux colonnes disent « {column} » : rien n’a été changé. Gardez-en une et relancez."
    ),
    "persons_line": (
        "La ligne {line} compte {found} colonnes au lieu de {expected} : rien n’a été changé."
    ),
    "persons_no_rows": "Le fichier ne contient personne : rien n’a été changé.",
    "persons_structure": (
        "Aucune structure, ou plus d’une, ne s’appelle « {name} » : rien n’a été changé. Donnez "
        "son identifiant (UUID)."
    ),
}
_TEAMS = {
    "team_kind": f"{_SAME} : choisissez la sorte d’équipe dans la liste.",
    "team_fact": f"{_SAME} : ce fait n’existe pas. Rechargez la page.",
    "team_unchanged": "Rien n’a changé : l’équipe est déjà ainsi.",
    "coordination_without_you": (
        "La coordination n’est pas ouverte : vous devez en être. Ajoutez-vous aux professionnels."
    ),
    "coordination_alone": (
        "La coordination n’est pas ouverte : il faut au moins un autre professionnel avec vous."
    ),
    "coordination_gp": (
        "La coordination n’est pas ouverte : le médecin traitant que vous avez choisi n’est pas "
        "médecin. Choisissez-en un, ou laissez la ligne vide."
    ),
    "circle_not_yours": (
        "La coordination n’est pas ouverte : cette personne a déjà un réseau, et vous n’en êtes "
        "pas. Demandez à son médecin traitant ou à la coordination de vous y faire entrer."
    ),
    "grid_wrong": "La grille n’est pas enregistrée. {why}",
    "grid_used": (
        f"{_SAME} : quelqu’un a déjà répondu à cette version. Faites-en une nouvelle version : "
        "les réponses gardent la leur."
    ),
    "grid_version_taken": (
        f"{_SAME} : la version {{version}} de cette grille existe déjà. Donnez-lui un autre numéro."
    ),
    "grid_empty": "Rien n’est calculé : répondez au moins à une question.",
    "grid_without_questions": (
        "Rien n’est calculé : les questions de cette grille manquent. Saisissez-les d’après le "
        "document remis à l’équipe."
    ),
    "grid_answer_unknown": (
        f"{_SAME} : une réponse n’est pas de cette grille. Rechargez la page, vos réponses d’avant "
        "y sont."
    ),
    "grid_situation_unknown": f"{_SAME} : une situation n’existe pas. Rechargez la page.",
    "irritant_kind": f"{_SAME} : touchez ce qui revient, dans la liste.",
    "irritant_minutes": f"{_SAME} : dites un temps entre 1 et {{longest}} minutes.",
    "irritant_late": (
        f"{_SAME} : dix minutes sont passées. Dites de nouveau le même sujet avec la bonne durée : "
        "votre dernière réponse compte seule."
    ),
    "irritant_frequency": f"{_SAME} : dites combien de fois cela revient.",
}
_RIGHTS: dict[str, str] = {
    "export_form": "Rien n’est remis : choisissez le PDF ou le fichier FHIR.",
    "erasure_asked": (
        "Rien de plus à faire : ce dossier est déjà mis de côté et sera effacé à la fin de son "
        "délai. Annulez l’effacement si la personne change d’avis."
    ),
    "erasure_served": (
        "Le dossier n’est pas mis de côté : une demande est encore ouverte pour cette personne. "
        "Terminez-la ou annulez-la, puis recommencez."
    ),
    "erasure_not_asked": (
        "Rien n’a changé : aucun effacement n’attend pour cette personne, ou il est déjà fait."
    ),
    "erasure_held": (
        "Le dossier n’est pas effacé : une fiche d’une autre salle le retient. Prévenez "
        "l’administrateur, rien n’a été perdu."
    ),
}
SENTENCES = {
    **_IDENTITY,
    **_CIRCLE,
    **_TEAMS,
    **_IMPORT,
    **PLAN,
    **MEDICATION,
    **_RIGHTS,
    **_HISTORY,
    **_MEETING,
    **_CONVERSATION,
}
