"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "stage_kind": (
        "Rien n’a changé : ce genre de structure n’a pas d’étapes connues ici. "
        "Demandez à votre ARS celles qu’elle attend."
    ),
    "stage_begun": "Rien n’a changé : le parcours est déjà commencé.",
    "stage_order": (
        "Rien n’est déposé : l’étape d’avant n’est pas encore acceptée. Notez d’abord sa réponse."
    ),
    "stage_waits": (
        "Rien n’est déposé : un envoi de cette étape attend sa réponse. Notez-la d’abord."
    ),
    "stage_later": "Rien n’a changé : ce jour n’est pas encore venu. Corrigez la date.",
    "stage_before": "Rien n’a changé : la réponse serait avant l’envoi. Corrigez l’une des dates.",
    "stage_paper": "Rien n’est déposé : joignez le document, ou choisissez la version adoptée.",
    "stage_answered": "Rien n’a changé : la réponse est déjà notée.",
    "stage_reason": (
        "La réponse n’est pas notée : dites pourquoi c’est rendu ou refusé, "
        "pour que l’équipe sache quoi reprendre."
    ),
    "stage_who": "La réponse n’est pas notée : dites qui a répondu.",
    "stage_handed": "Rien n’a changé : cet envoi est déjà remis au lecteur.",
    "stage_not_handed": (
        "Rien n’est remis : seules la lettre d’intention et le projet se remettent ici."
    ),
    "stage_question": (
        "Rien n’est répondu : une question se pose, un renvoi et un refus s’expliquent. "
        "Écrivez-en les mots."
    ),
    "stage_reply": (
        "Rien n’est parti : le lecteur n’a pas de question en attente, ou votre réponse est vide."
    ),
    "territory_unknown": (
        "Le territoire n’est pas enregistré : {names} n’est pas une commune connue. "
        "Écrivez son nom exact ou son code INSEE, un par ligne."
    ),
    "territory_many": (
        "Le territoire n’est pas enregistré : plusieurs communes s’appellent {names}. "
        "Écrivez le code INSEE de la bonne."
    ),
    "mission_order": "Rien n’a changé : une mission démarre avant d’être déployée.",
    "mission_done": "Rien n’a changé : c’est déjà noté.",
    "amount_before": (
        "Le montant n’est pas noté : le contrat n’est pas encore signé. Notez d’abord sa signature."
    ),
    "amount_paper": "Le montant n’est pas noté : joignez l’annexe du contrat.",
    "amount_withdrawn": "Rien n’a changé : ce montant est déjà repris.",
}
