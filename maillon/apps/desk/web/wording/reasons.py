"""Why this carer, and why not that one: each code of the ranking in plain French."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from maillon.apps.desk.vocabulary import need_label
from maillon.apps.desk.web.wording.moments import ago, moment, part_ago, typeset
from maillon.engines.common import ROAD_MINUTES_PER_STRAIGHT_KM, ROAD_MINUTES_TO_LEAVE
from maillon.engines.dispatch import EXCLUSIONS

__all__ = ["Spoken", "rank_words", "reason_side", "reason_words", "spoken"]

Data = Mapping[str, Any]
Spoken = dict[str, str]  # text and side, as the reasons component reads them

PLAIN = {
    "chosen_by_person": "choisie par la personne",
    "usual_carer": "vient déjà chez cette personne",
    "covers_commune": "la commune est dans sa zone",
    "covers_neighbour": "une commune voisine est dans sa zone",
    "outside_declared_zone": "hors de la zone qu’elle a dite, mais elle y va déjà",
    "availability_undated": "s’est dite disponible, sans qu’on sache quand",
    "availability_unknown": "n’a rien dit de sa disponibilité",
    "distance_unknown": "distance inconnue : l’un des deux lieux n’est pas sur la carte",
    "phone_only": "à appeler : aucun SMS ne l’atteint",
    "wrong_profession": "son métier ne répond pas à ce besoin",
    "out_of_zone": "ni la commune ni une commune voisine n’est dans la zone qu’elle a dite",
    "refused_by_person": "la personne ne veut pas d’elle : elle n’est jamais sollicitée",
    "opted_out": "a demandé à ne plus être sollicitée (STOP)",
    "busy": "déjà prise à ces heures",
    "outside_hours": "ne travaille ni ce jour ni à ces heures-là",
    "already_asked": "déjà sollicitée pour ce besoin",
    "withdrawn": "avait pris ce besoin, puis l’a rendu",
}
AGAINST = frozenset({"outside_declared_zone", "availability_unknown", "distance_unknown"})
INFORMS = frozenset({"phone_only", "availability_undated", "covers_neighbour"})


def reason_words(
    reason: Mapping[str, Any], *, at: datetime | None = None, tz: tzinfo | None = None
) -> str:
    """The sentence of ``{"code", "data"}``; empty for a code nobody knows.

    ``at`` and ``tz``: when the ranking was made and the desk's time zone, to say « hier
    soir » rather than « il y a 13 h ».
    """
    code, data = str(reason["code"]), reason.get("data") or {}
    if code in PLAIN:
        return PLAIN[code]
    figured = FIGURED.get(code)
    return figured(data, at, tz) if figured else ""


def reason_side(reason: Mapping[str, Any]) -> str:
    """For, against, or only said: plus, minus, info."""
    code, data = str(reason["code"]), reason.get("data") or {}
    if code in EXCLUSIONS or code in AGAINST:
        return "minus"
    if code in INFORMS:
        return "info"
    if code == "fairness":
        return "plus" if data.get("offers", 0) <= _usual_share(data) else "minus"
    if code == "live_load":
        return "minus" if data.get("live", 0) else "plus"
    return "plus"


def spoken(
    reason: Mapping[str, Any], *, at: datetime | None = None, tz: tzinfo | None = None
) -> Spoken:
    """Words and side together."""
    words = reason_words(reason, at=at, tz=tz)
    return {"text": typeset(words), "side": reason_side(reason)}


def rank_words(position: int | None, tier: str) -> str:
    """Where she stands in the order of asking."""
    if position is None:
        return "Elle ne peut pas être sollicitée."
    place = "la première" if position == 1 else f"la {position}ᵉ"
    first = {"chosen": ", car la personne l’a choisie", "usual": ", car elle vient déjà chez elle"}
    return f"Elle peut être sollicitée : c’est {place} dans l’ordre{first.get(tier, '')}."


def _when(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    hours = float(data.get("hours", 0))
    if at is None or tz is None:
        return ago(hours)
    return part_ago(at - timedelta(hours=hours), at, tz)


def _declared(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    return f"disponibilité dite {_when(data, at, tz)}"


def _not_available(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    return (
        f"s’est dite indisponible {_when(data, at, tz)}"
        if "hours" in data
        else "s’est dite indisponible"
    )


def _usual_share(data: Data) -> float:
    """What the others of the ranking received, or else the places she offers."""
    return float(data.get("others", data.get("capacity", 0)))


def _fairness(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    offers, capacity = int(data.get("offers", 0)), int(data.get("capacity", 0))
    times = "pas sollicitée" if offers == 0 else f"sollicitée {offers} fois"
    if "others" in data and offers < float(data["others"]):
        return f"moins sollicitée cette semaine que ses voisines ({offers} fois)"
    if "others" in data and offers > float(data["others"]):
        return f"plus sollicitée cette semaine que ses voisines ({offers} fois)"
    places = "" if not capacity else f", pour {capacity} place{'s' if capacity > 1 else ''} dites"
    return f"{times} cette semaine{places}"


def _distance(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    fixed, each = (f"{x:g}".replace(".", ",") for x in (ROAD_MINUTES_TO_LEAVE, PER_KM))
    minutes = round(float(data.get("minutes", 0)))
    return f"à environ {minutes} min (estimation : {fixed} + {each} × km à vol d’oiseau)"


PER_KM = ROAD_MINUTES_PER_STRAIGHT_KM


def _load(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    live, limit = int(data.get("live", 0)), int(data.get("limit", 0))
    if live == 0:
        return "aucune proposition n’attend sa réponse"
    waits = "1 proposition attend" if live == 1 else f"{live} propositions attendent"
    return f"{waits} déjà sa réponse, sur {limit} au plus"


def _full(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    return f"{_load(data, at, tz)} : on ne lui en ajoute pas"


def _paused(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    until = data.get("until")
    if isinstance(until, datetime) and at is not None and tz is not None:
        said = moment(until, at, tz)
        return f"en pause jusqu’à {said}" if said[0].isdigit() else f"en pause, jusqu’à {said}"
    return "en pause, à sa demande"


def _not_taken(data: Data, at: datetime | None, tz: tzinfo | None) -> str:
    return f"ne prend pas ce soin : {need_label(str(data.get('need', '')))}"


FIGURED: dict[str, Callable[[Data, datetime | None, tzinfo | None], str]] = {
    "declared_available": _declared,
    "not_available": _not_available,
    "fairness": _fairness,
    "distance": _distance,
    "live_load": _load,
    "at_live_limit": _full,
    "paused": _paused,
    "need_not_taken": _not_taken,
}
