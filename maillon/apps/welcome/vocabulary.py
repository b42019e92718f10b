"""The closed words of the welcome: who asks, whether the person agrees, how it ends."""

from typing import Final

__all__ = ["AGREED", "CALLED", "MEANS", "OUTCOMES", "REQUESTERS"]

REQUESTERS: Final = {
    "person": "pour moi",
    "family": "pour quelqu’un de ma famille",
    "neighbour": "pour un voisin, une voisine, un ami",
    "elected": "élu, mairie",
    "professional": "professionnel du soin ou du social",
    "hospital": "hôpital, clinique",
}
CALLED: Final = {
    "person": "la personne",
    "family": "sa famille",
    "neighbour": "un voisin, un ami",
    "elected": "un élu, la mairie",
    "professional": "un professionnel",
    "hospital": "un hôpital",
}
AGREED: Final = {
    "yes": "Oui, elle est d’accord",
    "not_asked": "Je ne lui en ai pas encore parlé",
}
OUTCOMES: Final = {
    "found": "des ressources trouvées avec la personne",
    "circle": "confiée à son réseau",
    "desk": "confiée à un poste",
    "refused": "la personne dit non",
}
MEANS: Final = {
    "phone": "avec elle, au téléphone",
    "home": "avec elle, chez elle",
    "here": "avec elle, ici",
}
