"""French sentences of this room's refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # structures
    "structure_name": "La structure n’est pas créée : il lui faut un nom.",
    "structure_kind": "La structure n’est pas créée : sa nature est l’une de {kinds}.",
    "structure_commune": (
        "La structure n’est pas créée : la commune « {commune} » n’est pas connue. Donnez son code "
        "INSEE, et lancez d’abord « maillon import communes »."
    ),
    # communes
    "communes_unreadable": "Le fichier des communes ne se lit pas : {why}. Rien n’a été changé.",
    "communes_missing": (
        "Les communes ne sont pas encore connues : lancez d’abord « maillon import communes »."
    ),
    # extract of the national directory
    "rpps_unreadable": "Le fichier « {name} » n’existe pas ou ne peut pas être lu.",
    "rpps_empty": "Le fichier est vide : rien n’a été changé. Téléchargez de nouveau l’extrait.",
    "rpps_archive": "Ce fichier est une archive : décompressez-la, puis importez le .txt.",
    "rpps_binary": (
        "Ce fichier n’est pas un texte (ligne {line}) : rien n’a été changé. "
        "Donnez l’extrait RPPS au format .txt."
    ),
    "rpps_not_utf8": (
        "Le fichier n’est pas en UTF-8 (ligne {line}) : rien n’a été changé. "
        "Donnez l’extrait tel qu’il a été téléchargé, sans l’avoir réenregistré."
    ),
    "rpps_columns_missing": (
        "Ce n’est pas un extrait RPPS connu, il manque {columns} : rien n’a été changé."
    ),
    "rpps_column_twice": (
        "La première ligne nomme deux fois {columns} : rien n’a été changé. "
        "Donnez l’extrait tel qu’il a été téléchargé."
    ),
    "rpps_line_malformed": (
        "La ligne {line} compte {found} colonnes au lieu de {expected} : rien n’a été changé. "
        "Téléchargez de nouveau l’extrait."
    ),
    "rpps_no_rows": "Le fichier ne contient que ses titres de colonnes : rien n’a été changé.",
    "rpps_ends_too_many": (
        "Cet extrait mettrait fin à {absent} des {known} situations d’exercice connues, plus de "
        "5 % : rien n’a été changé. S’il est bien complet, relancez avec --allow-ended."
    ),
    "import_runs_elsewhere": (
        "Un autre import de l’annuaire est en cours : celui-ci s’arrête et lui laisse la place. "
        "Attendez qu’il finisse, puis relancez si besoin."
    ),
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
    "phone_unreadable": "Ce numéro n’est pas un numéro français complet : vérifiez les chiffres.",
    "availability_unknown": "Une disponibilité est « oui », « non » ou « inconnue ».",
    "capacity_out_of_range": "Le nombre de places par semaine va de 0 à {limit}.",
    "pause_in_the_past": "La fin de la pause doit être à venir.",
}
