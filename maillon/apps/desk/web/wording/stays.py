"""A stay in hospital said to be avoided, in the story of a request."""

from maillon.apps.desk.queries.sheet import Sheet
from maillon.apps.desk.queries.story import StoryLine
from maillon.apps.desk.vocabulary import STAY_DOUBTS, STAY_SAYERS

__all__ = ["stay_declared"]


def stay_declared(line: StoryLine, sheet: Sheet) -> tuple[str, str]:
    """« Hospitalisation évitée : probable, dit le médecin traitant. »"""
    said, doubt = str(line.data.get("said_by")), str(line.data.get("doubt"))
    words = STAY_DOUBTS.get(doubt, "dite"), STAY_SAYERS.get(said, "un professionnel")
    return "plain", f"Hospitalisation évitée : {words[0]}, dit {words[1]}."
