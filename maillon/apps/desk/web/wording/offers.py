"""Why she is asked, said to her: what concerns her alone, nothing that points to the person."""

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["why_you"]

# A usual carer would recognise whom it is about: that reason stays at the desk.
WORDS = {
    "covers_commune": "c’est dans votre zone",
    "covers_neighbour": "c’est à côté de votre zone",
    "declared_available": "vous avez dit que vous aviez de la place",
    "fairness": "vous n’avez pas reçu trop de propositions cette semaine",
    "live_load": "vous avez peu de propositions en attente",
}


def why_you(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """At most three reasons, in the second person."""
    return [WORDS[r["code"]] for r in reasons if r["code"] in WORDS and _true(r)][:3]


def _true(reason: Mapping[str, Any]) -> bool:
    """A reason is said only when its own figures bear it out."""
    data = reason.get("data", {})
    if reason["code"] == "fairness":
        return bool(data.get("offers", 0) <= data.get("capacity", 0))
    if reason["code"] == "live_load":
        return 2 * int(data.get("live", 0)) <= int(data.get("limit", 0))
    return True
