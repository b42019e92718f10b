"""French sentences of this room's refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # communes
    "communes_unreadable": "Le fichier des communes ne se lit pas : {why}. Rien n’a été changé.",
    "communes_missing": (
        "Les communes ne sont pas encore connues : lancez d’abord « maillon import communes »."
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
