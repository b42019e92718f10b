"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "errand_empty": "Rien n’est noté : il n’y a pas de mots. Écrivez ce qu’il faut faire.",
    "errand_inbox": "Rien n’est noté : choisissez dans laquelle des six boîtes cela va.",
    "errand_past": "Rien n’est noté : ce jour est passé. Choisissez-en un à venir.",
    "errand_outcome": "Rien n’a changé : dites si c’est fait, ou mis de côté.",
    "errand_aside": "Rien n’a changé : dites pourquoi vous le mettez de côté, dans la liste.",
    "errand_not_aside": "Rien n’a changé : quelqu’un l’a déjà repris. Rechargez la page.",
}
