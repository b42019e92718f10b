"""Care that goes on, in the story of a request: prolonged, or searched again for its rest."""

from datetime import date

from maillon.apps.desk.queries.moments import long_day
from maillon.apps.desk.queries.sheet import Sheet
from maillon.apps.desk.queries.story import StoryLine
from maillon.apps.desk.vocabulary import REFUSALS

__all__ = ["renewed", "replacement_sought"]


def renewed(line: StoryLine, sheet: Sheet) -> tuple[str, str]:
    """« Soin prolongé jusqu’au dimanche 20 décembre. »"""
    until = line.data.get("until")
    end = f" jusqu’au {long_day(date.fromisoformat(str(until)))}" if until else ""
    return "ok", f"Soin prolongé{end}{_about(line)}."


def replacement_sought(line: StoryLine, sheet: Sheet) -> tuple[str, str]:
    """« Odile Faure ne vient plus à partir du jeudi 3 décembre : « souffrant ». … »"""
    carer = line.carer or "L’intervenant"
    first = line.data.get("from")
    day = f" à partir du {long_day(date.fromisoformat(str(first)))}" if first else ""
    reason = REFUSALS.get(str(line.data.get("reason")), "autre raison")
    where = str(line.data.get("reference", ""))
    if where == sheet.reference:
        where = "La suite est cherchée"
    else:
        where = f"La suite est la demande {where}"
    return "no", f"{carer} ne vient plus{day} : « {reason} ». {where}{_about(line)}."


def _about(line: StoryLine) -> str:
    return f" pour : {line.need.lower()}" if line.need else ""
