"""French sentences of this room's refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    "account_email": (
        "Le compte n’est pas ouvert : cette adresse n’en est pas une. Corrigez-la, par exemple "
        "prenom.nom@structure.fr."
    ),
    "account_name": "Le compte n’est pas ouvert : il manque le nom de la personne.",
    "account_known": (
        "Le compte n’est pas ouvert : cette adresse en a déjà un. S’il est dans votre liste, "
        "ajoutez-y un rôle ; sinon demandez à l’administrateur de son autre structure."
    ),
    "role_unknown": "Rien n’a changé : ce rôle n’existe pas. Choisissez-en un dans la liste.",
    "role_needs_desk": (
        "Le rôle n’est pas donné : un agent ou un responsable l’est d’un poste. Choisissez le "
        "poste, ou ouvrez-le d’abord."
    ),
    "role_needs_practitioner": (
        "Le rôle n’est pas donné : ce numéro RPPS n’est pas dans l’annuaire. Vérifiez les onze "
        "chiffres, ou importez un extrait plus récent."
    ),
    "role_apart": (
        "Le rôle n’est pas donné : qui lit pour un payeur ou l’ARS ne travaille dans aucune "
        "structure ici. Demandez une autre adresse, propre à ce rôle."
    ),
    "role_held": "Rien n’a changé : ce compte a déjà ce rôle.",
    "last_administrator": (
        "Rien n’a changé : c’est le dernier administrateur de la structure. Nommez-en un autre "
        "d’abord."
    ),
    "own_account": (
        "Rien n’a changé : on ne fait pas cela de son propre compte. Demandez-le à un autre "
        "administrateur."
    ),
    "account_shared": (
        "Rien n’a changé : cette personne travaille aussi dans une autre structure. Demandez-le "
        "ensemble, avec l’administrateur de celle-ci."
    ),
    "account_is_closed": "Rien n’est parti : ce compte est fermé. Rouvrez-le d’abord.",
    "client_name": (
        "Le logiciel n’est pas déclaré : donnez-lui un nom que la personne reconnaîtra dans la "
        "liste de qui l’a lue."
    ),
}
