"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "mediation_wordless": "Rien n’est ouvert : dites en une phrase ce qui ne va pas.",
    "mediation_parties": (
        "Rien n’est ouvert : il faut au moins deux personnes concernées, et un médiateur qui n’en "
        "soit pas. Vérifiez vos choix."
    ),
    "mediation_outsider": (
        "Rien n’est ouvert : vous devez en être, comme personne concernée ou comme médiateur."
    ),
    "mediation_stranger": (
        "Rien n’est ouvert : quelqu’un n’a pas de compte ouvert dans la structure. "
        "Choisissez dans la liste."
    ),
    "mediation_note": "Rien n’est écrit : le message est vide.",
    "mediation_over": "Rien n’a changé : cette médiation est terminée.",
}
