"""French sentences of this room's refusals."""

SENTENCES = {
    "sms_template": "Ce message n’existe pas : rien n’est parti. Choisissez un modèle connu.",
    "sms_slot": (
        "Le message n’est pas parti : la case « {slot} » n’a pas la forme attendue. "
        "Un SMS ne porte ni nom, ni adresse, ni besoin."
    ),
    "sms_phone": "Ce numéro n’est pas un numéro de téléphone : rien n’est parti. Corrigez-le.",
}
