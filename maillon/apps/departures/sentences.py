"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "departure_successor": (
        "Rien n’a changé : des tâches ou des actions sont à son nom, et personne ne les reprend. "
        "Choisissez qui prend la suite."
    ),
    "departure_stranger": (
        "Rien n’a changé : qui prend la suite doit être de l’équipe ce jour-là, avec un compte "
        "ouvert. Choisissez quelqu’un d’autre, ou demandez d’abord son accès."
    ),
    "departure_undone": "Rien n’a changé : ce départ est déjà annulé.",
}
