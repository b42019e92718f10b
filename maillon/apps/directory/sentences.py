"""French sentences of this room's refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

_UNCHANGED = "rien n’a été changé"


def _of_lines(kind: str, what: str, objects: str) -> dict[str, str]:
    """What is said of a register written line by line; ``what``: « l’extrait RPPS »."""
    sentences = {
        "unreadable": "Le fichier « {name} » n’existe pas ou ne peut pas être lu.",
        "empty": f"Le fichier est vide : {_UNCHANGED}. Téléchargez de nouveau l’extrait.",
        "archive": "Ce fichier est une archive : décompressez-la, puis importez le .txt.",
        "binary": (
            f"Ce fichier n’est pas un texte (ligne {{line}}) : {_UNCHANGED}. "
            f"Donnez {what} au format .txt."
        ),
        "not_utf8": (
            f"Le fichier n’est pas en UTF-8 (ligne {{line}}) : {_UNCHANGED}. "
            "Donnez l’extrait tel qu’il a été téléchargé, sans l’avoir réenregistré."
        ),
        "columns_missing": (
            f"Ce n’est pas {what} tel qu’on le connaît, il manque {{columns}} : {_UNCHANGED}."
        ),
        "column_twice": (
            f"La première ligne nomme deux fois {{columns}} : {_UNCHANGED}. "
            "Donnez l’extrait tel qu’il a été téléchargé."
        ),
        "line_malformed": (
            f"La ligne {{line}} compte {{found}} colonnes au lieu de {{expected}} : "
            f"{_UNCHANGED}. Téléchargez de nouveau l’extrait."
        ),
        "no_rows": f"Le fichier ne contient que ses titres de colonnes : {_UNCHANGED}.",
        "ends_too_many": _ends_too_many(objects),
    }
    return {f"{kind}_{code}": words for code, words in sentences.items()}


def _ends_too_many(objects: str) -> str:
    return (
        f"Cet extrait mettrait fin à {{absent}} des {{known}} {objects}, plus de 5 % : "
        f"{_UNCHANGED}. S’il est bien complet, relancez avec --allow-ended."
    )


def _annuaire_ends(objects: str) -> str:
    return (
        f"L’Annuaire ainsi lu mettrait fin à {{absent}} des {{known}} {objects}, plus de 5 % : "
        f"{_UNCHANGED}. Relisez tout avec --full, ou donnez le fichier entier ; s’il est bien "
        "complet, relancez avec --allow-ended."
    )


_LINES = _of_lines("rpps", "l’extrait RPPS", "situations d’exercice connues") | _of_lines(
    "mssante", "l’extrait MSSanté", "boîtes connues"
)
_GONE_ON = "Relancez la même commande : elle reprend où elle en était"
_ANNUAIRE = {
    # its server
    "annuaire_fhir_url": (
        f"L’adresse de l’Annuaire doit commencer par https://, sans rien après le chemin : "
        f"{_UNCHANGED}. La clé d’accès ne voyage pas en clair."
    ),
    "annuaire_fhir_key_missing": (
        f"L’Annuaire Santé demande une clé d’accès, et il n’y en a pas : {_UNCHANGED}. Demandez-la "
        "sur portal.api.esante.gouv.fr, écrivez-la dans MAILLON_ANNUAIRE_KEY ; ou donnez un "
        "fichier de ressources enregistrées."
    ),
    "annuaire_fhir_key": (
        f"L’Annuaire refuse la clé d’accès (réponse {{status}}) : {_UNCHANGED}. Vérifiez "
        "MAILLON_ANNUAIRE_KEY et que l’abonnement à l’API n’a pas pris fin."
    ),
    "annuaire_fhir_unreachable": (
        f"Le serveur de l’Annuaire ne répond pas : {_UNCHANGED}. Vérifiez l’adresse et la sortie "
        f"vers Internet. {_GONE_ON}."
    ),
    "annuaire_fhir_busy": (
        f"Le serveur de l’Annuaire est occupé (réponse {{status}}) malgré plusieurs essais : "
        f"{_UNCHANGED}. {_GONE_ON}."
    ),
    "annuaire_fhir_wait": (
        f"L’Annuaire demande d’attendre {{minutes}} minutes : {_UNCHANGED}. {_GONE_ON}, plus tard."
    ),
    "annuaire_fhir_truncated": (
        f"Les réponses de l’Annuaire arrivent coupées ou abîmées, malgré plusieurs essais : "
        f"{_UNCHANGED}. {_GONE_ON}."
    ),
    "annuaire_fhir_refused": (
        f"L’Annuaire refuse la demande (réponse {{status}}) : {_UNCHANGED}. Il dit : « {{said}} »."
    ),
    "annuaire_fhir_unknown": (
        f"Le serveur ne répond pas comme un annuaire FHIR : {_UNCHANGED}. Vérifiez l’adresse. "
        "Il dit : « {said} »."
    ),
    "annuaire_fhir_elsewhere": (
        f"L’Annuaire renvoie vers un autre serveur, « {{host}} » : {_UNCHANGED}. On n’y va pas : "
        "la clé d’accès partirait avec la demande. Prévenez qui tient ce serveur."
    ),
    "annuaire_fhir_loop": (
        f"Les pages de l’Annuaire tournent en rond ({{kind}}) : {_UNCHANGED}. "
        "Relancez ; si cela recommence, prévenez qui tient ce serveur."
    ),
    "annuaire_fhir_too_large": (
        f"Une page de l’Annuaire est plus grosse qu’aucune : {_UNCHANGED}. Vérifiez l’adresse."
    ),
    "annuaire_fhir_folder": (
        f"La copie de travail de l’Annuaire ne s’écrit pas dans « {{name}} » : {_UNCHANGED}. "
        "Vérifiez les droits et la place de ce dossier (MAILLON_DATA_DIR)."
    ),
    # saved resources
    "annuaire_fhir_unreadable": (
        f"« {{name}} » n’existe pas, ne se lit pas, ou ne contient aucun fichier .json ou "
        f".ndjson : {_UNCHANGED}."
    ),
    "annuaire_fhir_empty": f"Le fichier est vide : {_UNCHANGED}. Enregistrez-le de nouveau.",
    "annuaire_fhir_archive": (
        f"Ce fichier est une archive : {_UNCHANGED}. Décompressez-la, puis importez son contenu."
    ),
    "annuaire_fhir_unknown_file": (
        f"Ce n’est ni un Bundle FHIR, ni une ressource par ligne : {_UNCHANGED}. "
        "Vérifiez qu’on n’a pas enregistré une page web à sa place."
    ),
    "annuaire_fhir_broken": (
        f"Le JSON est abîmé ou coupé : {_UNCHANGED}. Enregistrez-le de nouveau, en entier."
    ),
    "annuaire_fhir_cut_short": (
        f"Le fichier compressé est abîmé ou coupé : {_UNCHANGED}. Enregistrez-le de nouveau."
    ),
    "annuaire_fhir_bomb": (
        f"Décompressé, ce fichier grossit sans mesure : {_UNCHANGED}. Ce n’est pas l’Annuaire."
    ),
    "annuaire_fhir_key_twice": (
        f"Le JSON nomme deux fois « {{key}} » dans un même objet : {_UNCHANGED}. "
        "On ne sait laquelle des deux valeurs croire."
    ),
    "annuaire_fhir_too_deep": (
        f"Le JSON est plus profond ou plus gros qu’aucune ressource : {_UNCHANGED}."
    ),
    "annuaire_fhir_no_rows": (
        f"Aucune ressource n’a pu être lue : {_UNCHANGED}. "
        "On attend des Practitioner, PractitionerRole et Organization."
    ),
    # what a picture would end
    "annuaire_structures_ends_too_many": _annuaire_ends("établissements connus par l’Annuaire"),
    "annuaire_roles_ends_too_many": _annuaire_ends("situations d’exercice connues"),
    "annuaire_mailboxes_ends_too_many": _annuaire_ends("boîtes connues"),
}
_FINESS = {
    "finess_unreadable": "Le fichier « {name} » n’existe pas ou ne peut pas être lu.",
    "finess_empty": f"Le fichier est vide : {_UNCHANGED}. Téléchargez-le de nouveau.",
    "finess_archive": "Ce fichier est une archive : décompressez-la, puis importez son contenu.",
    "finess_binary": (
        f"Ce fichier n’est pas un texte (ligne {{line}}) : {_UNCHANGED}. "
        "Donnez le JSON de FINESS+, ou l’ancien fichier CSV."
    ),
    "finess_unknown": (
        f"Ce n’est ni le JSON de FINESS+ ni l’ancien fichier CSV : {_UNCHANGED}. "
        "Vérifiez qu’on n’a pas enregistré une page web à sa place."
    ),
    "finess_broken": (
        f"Le JSON est abîmé ou coupé : {_UNCHANGED}. Téléchargez-le de nouveau, en entier."
    ),
    "finess_cut_short": (
        f"Le fichier compressé est abîmé ou coupé : {_UNCHANGED}. "
        "Téléchargez-le de nouveau, en entier."
    ),
    "finess_bomb": (
        f"Décompressé, ce fichier grossit sans mesure : {_UNCHANGED}. "
        "Ce n’est pas un fichier FINESS."
    ),
    "finess_key_twice": (
        f"Le JSON nomme deux fois « {{key}} » dans un même objet : {_UNCHANGED}. "
        "On ne sait laquelle des deux valeurs croire ; téléchargez-le de nouveau."
    ),
    "finess_too_deep": (
        f"Le JSON est plus profond ou plus gros qu’aucun fichier FINESS : {_UNCHANGED}."
    ),
    "finess_encodings_mixed": (
        f"La ligne {{line}} n’est pas dans le même encodage que les précédentes : {_UNCHANGED}. "
        "Donnez le fichier tel qu’il a été téléchargé, sans l’avoir réenregistré."
    ),
    "finess_line_malformed": (
        f"La ligne {{line}} compte {{found}} champs au lieu de {{expected}} : {_UNCHANGED}. "
        "Téléchargez de nouveau le fichier."
    ),
    "finess_no_rows": f"Le fichier ne contient aucun établissement : {_UNCHANGED}.",
    "finess_ends_too_many": _ends_too_many("établissements connus"),
    "finess_activities_ends_too_many": _ends_too_many("activités connues"),
}

SENTENCES: dict[str, str] = {
    # structures
    "structure_name": "La structure n’est pas créée : il lui faut un nom.",
    "structure_kind": "La structure n’est pas créée : sa nature est l’une de {kinds}.",
    "structure_commune": (
        "La structure n’est pas créée : la commune « {commune} » n’est pas connue. Donnez son code "
        "INSEE, et lancez d’abord « maillon import communes »."
    ),
    # what a carer declares
    "live_limit_out_of_range": (
        "Rien n’est changé : de 1 à {limit} demandes peuvent vous attendre à la fois."
    ),
    "works_nothing": (
        "Rien n’est changé : sans aucun jour ni aucune heure, personne ne vous solliciterait. "
        "Cochez-en au moins un de chaque, ou demandez une pause."
    ),
    # communes
    "communes_unreadable": "Le fichier des communes ne se lit pas : {why}. Rien n’a été changé.",
    "communes_missing": (
        "Les communes ne sont pas encore connues : lancez d’abord « maillon import communes »."
    ),
    "import_runs_elsewhere": (
        "Un autre import de l’annuaire est en cours : celui-ci s’arrête et lui laisse la place. "
        "Attendez qu’il finisse, puis relancez si besoin."
    ),
    **_LINES,
    **_FINESS,
    **_ANNUAIRE,
    # coverage
    "coverage_empty": "La zone ne touche aucune commune connue : élargissez-la.",
    "coverage_kind_unknown": (
        "Une zone se déclare par une liste de communes, un rayon ou un contour dessiné."
    ),
    "coverage_communes_unknown": (
        "Commune inconnue : {codes}. Choisissez les communes dans la liste proposée."
    ),
    "coverage_radius_wrong": (
        "Le rayon doit être compris entre 0 et {limit} km, autour d’un point en degrés."
    ),
    "coverage_polygon_wrong": (
        "Le contour dessiné ne se lit pas : {why}. Redessinez-le d’un seul trait, sans boucle."
    ),
    "coverage_too_large": (
        "La zone touche {count} communes, plus que les {limit} permises : resserrez-la."
    ),
    # responders
    "role_ended": "Cette situation d’exercice a pris fin : elle ne peut plus être inscrite.",
    "phone_unreadable": (
        "Ce numéro n’est pas complet : vérifiez les chiffres. Du Pacifique ou de l’étranger, "
        "écrivez-le avec son indicatif, comme +687 ou +689."
    ),
    "availability_unknown": "Une disponibilité est « oui », « non » ou « inconnue ».",
    "capacity_out_of_range": "Le nombre de places par semaine va de 0 à {limit}.",
    "pause_in_the_past": "La fin de la pause doit être à venir.",
    # local resources
    "resource_incomplete": (
        "La ressource n’est pas enregistrée : il manque {what}. Complétez, puis enregistrez."
    ),
    "resource_who_said": (
        "Rien n’est noté : on ne sait pas qui l’a dit. Écrivez qui a répondu, et comment."
    ),
    "resource_closed": "Rien n’a changé : cette ressource est marquée fermée. Rouvrez-la d’abord.",
    "resource_open": "Rien n’a changé : cette ressource n’est pas fermée.",
    "resource_twice": (
        "Une ressource de ce nom existe déjà dans cette commune. Ouvrez-la et corrigez-la."
    ),
}
