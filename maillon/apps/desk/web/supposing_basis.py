"""What a play took from the desk, and what it supposed, in sentences."""

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["taken_and_supposed"]

PARTS: Final = {
    "requests": "le nombre de demandes",
    "people": "les professionnels inscrits, par métier",
    "availability": "la part qui se dit disponible",
    "needs": "les besoins",
    "urgencies": "les urgences",
    "hours": "les horaires",
    "policy": "les vagues et les délais",
}
NEAR: Final = 0.15  # a ratio that far from the desk's own is said


def taken_and_supposed(result: Mapping[str, Any]) -> list[str]:
    """What is the desk's own, what is that of an ordinary desk, how it was made smaller.

    Nothing for an answer older than this account of it.
    """
    told = result.get("basis")
    if not told:
        return []
    own = [words for code, words in PARTS.items() if told["own"][code]]
    usual = [words for code, words in PARTS.items() if not told["own"][code]]
    lines = [f"Pris du poste, le jour de la demande : {', '.join(own)}."] if own else []
    if usual:
        lines.append(f"Supposé, comme dans un poste ordinaire : {', '.join(usual)}.")
    return [*lines, *_scale(told, result["shapes"]["today"], result["today"]["days"])]


def _scale(told: Mapping[str, Any], played: Mapping[str, int], days: int) -> list[str]:
    """Whether carers are as many for each request as they really are."""
    if not (told["own"]["requests"] and told["own"]["people"]):
        return [
            "Le nombre de professionnels pour une demande n’est pas celui du poste : ne lisez que "
            "l’écart entre les deux côtés."
        ]
    here = f"{_number(told['asked'])} demandes en {days} jours et {told['people']} professionnels"
    drift = (played["people"] / played["requests"]) / (told["people"] / told["asked"]) - 1
    if abs(drift) <= NEAR:
        return [f"Le poste a {here} : les deux sont simulés dans la même proportion."]
    way = "moins" if drift < 0 else "plus"
    share = f"{round(100 * abs(drift))}\N{NO-BREAK SPACE}%"
    return [
        f"Le poste a {here}. La simulation compte {share} de professionnels de {way} pour "
        "une demande, des deux côtés : ne lisez que l’écart."
    ]


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")
