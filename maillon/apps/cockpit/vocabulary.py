"""The closed words of the cockpit: how a thing to do ends, why it is set aside."""

from typing import Final

__all__ = ["ASIDES", "OUTCOMES"]

OUTCOMES: Final = {"done": "fait", "dropped": "mis de côté"}
ASIDES: Final = {
    "person": "la personne n’en veut pas",
    "useless": "ce n’est plus utile",
    "elsewhere": "quelqu’un d’autre s’en occupe",
    "not_ours": "ce n’est pas à nous",
    "later": "pas maintenant",
}
