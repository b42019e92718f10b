"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "handover_same": (
        "Rien n’a changé : la même personne donne et reçoit. Choisissez un autre successeur."
    ),
    "handover_stranger": (
        "Rien n’a changé : cette personne n’a pas de compte ouvert dans la structure. "
        "Demandez d’abord son accès à qui administre les comptes."
    ),
    "handover_nothing": (
        "Rien n’a changé : aucune tâche à confier. Ses tâches sont closes ou déjà confiées."
    ),
    "handover_returned": "Rien n’a changé : ces tâches sont déjà rendues.",
    "access_own": (
        "Rien n’a changé : votre propre accès ne se clôt pas d’ici. "
        "Demandez à l’autre personne qui coordonne ou gère la structure."
    ),
    "access_administrator": (
        "Rien n’a changé : ce compte administre la structure. "
        "Un administrateur retire d’abord ce rôle."
    ),
    "access_none": "Rien n’a changé : ce compte n’a déjà plus d’accès à la structure ce jour-là.",
}
