"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "help_incomplete": "La demande n’est pas partie : il manque {what}. Complétez, puis envoyez.",
    "help_too_many": (
        "La demande n’est pas partie : trop de demandes viennent d’arriver de ce téléphone ou de "
        "cette connexion. Appelez plutôt, ou réessayez demain : ce que vous avez écrit reste ici."
    ),
    "help_robot": (
        "La demande n’est pas partie : un champ caché a été rempli, comme le font les robots. "
        "Videz-le si vous le voyez, ou appelez."
    ),
    "help_closed": "Rien n’a changé : cette demande est déjà close.",
    "help_taken": "Rien n’a changé : cette demande est déjà prise en charge.",
    "help_outcome": "La demande reste ouverte : choisissez comment elle se termine.",
    "help_without_name": (
        "La demande reste ouverte : nommez au moins une ressource, une structure ou un "
        "professionnel trouvé avec la personne. « Orientée vers » ne suffit pas."
    ),
    "help_without_person": (
        "La demande reste ouverte : dites comment cela a été décidé avec la personne."
    ),
    "help_without_circle": (
        "La demande reste ouverte : la personne n’a pas encore de réseau ici. Ouvrez-le d’abord."
    ),
    "help_without_desk": (
        "La demande reste ouverte : dites à quel poste, et à qui, vous la confiez."
    ),
    "door_incomplete": "La page n’est pas changée : il manque {what}.",
    "door_address": (
        "La page n’est pas changée : cette adresse est déjà celle d’une autre équipe. "
        "Choisissez-en une autre."
    ),
}
