"""The closed vocabularies of the personal project: codes, and the French words for them."""

from typing import Final

__all__ = ["OUTCOMES", "REACHING", "SAID", "VERDICTS", "WRITTEN"]

SAID: Final = {  # how she said it
    "voice": "de vive voix",
    "phone": "par téléphone",
    "paper": "par écrit",
    "sign": "en langue des signes",
    "pictures": "avec des images ou des gestes",
    "speaker": "par la personne qui parle pour elle",
}
REACHING: Final = {  # how one talks to her; her paper says so to whoever reads it
    "phone": "on peut lui téléphoner",
    "sms": "par écrit ou SMS, pas au téléphone",
    "sign": "en langue des signes, ou par SMS",
    "near": "par un proche ou son représentant",
}
WRITTEN: Final = frozenset({"sms", "sign"})  # who does not hear: 114 and SMS, no voice
VERDICTS: Final = {"necessary": "nécessaire", "superfluous": "superflue", "missing": "manquante"}
OUTCOMES: Final = {"done": "c’est fait", "dropped": "on y renonce"}
