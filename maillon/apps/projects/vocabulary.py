"""The closed words of a team's project: how an action stands, what a sheet concludes."""

from typing import Final

__all__ = ["OUTCOMES", "STATES", "VERDICTS"]

OUTCOMES: Final = {"done": "faite", "dropped": "abandonnée"}
STATES: Final = {
    "idea": "à confier",
    "going": "en cours",
    "late": "en retard",
    **OUTCOMES,
}
VERDICTS: Final = {
    "": "pas encore",
    "keep": "à garder telle quelle",
    "adjust": "à changer et à refaire",
    "extend": "à étendre",
    "stop": "à arrêter",
}
