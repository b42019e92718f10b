"""Who is not asked, said to a carer who reads the rule."""

from typing import Final

__all__ = ["NEVER"]

NEVER: Final = {
    "wrong_profession": "qui n’a pas le métier que le besoin demande",
    "need_not_taken": "qui a dit ne pas prendre ce soin",
    "out_of_zone": "qui n’a déclaré ni la commune ni une commune voisine, sauf choisi ou habituel",
    "refused_by_person": "que la personne ne veut pas voir",
    "opted_out": "qui a répondu STOP",
    "paused": "qui a demandé une pause",
    "not_available": "qui s’est dit indisponible",
    "outside_hours": "qui ne travaille ni ce jour ni à ces heures",
    "at_live_limit": "qui a déjà autant de propositions en attente qu’il en accepte à la fois",
    "busy": "qui est déjà pris à ces heures",
    "already_asked": "qui a déjà été sollicité pour ce besoin",
    "withdrawn": "qui avait pris ce besoin, puis l’a rendu",
}
