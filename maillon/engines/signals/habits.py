"""Which answers are repeated by design, and which become a question when they are."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NoReturn

from maillon.errors import RuleError

__all__ = ["Habit", "read_habits"]


@dataclass(frozen=True, slots=True)
class Habit:
    """How an answer is expected to come back.

    ``by_design``: it must be repeated (dialysis, a vaccine) and never becomes a question.
    Otherwise ``times`` attempts within ``within_days`` make one; two attempts less than
    ``one_stay_days`` apart are one, moved or prolonged. ``because`` says why, to be read.
    """

    answer: str
    label: str
    because: str
    by_design: bool = False
    times: int = 3
    within_days: int = 1_826
    one_stay_days: int = 14


def read_habits(document: Any, name: str) -> Mapping[str, Habit]:
    """Habits by code of answer, from a list of mappings.

    Raises ``RuleError`` naming the file, the row, the key and the remedy.
    """
    if not isinstance(document, list):
        raise RuleError(f"{name} : une liste est attendue, « - answer: … ».")
    habits = [_habit(row, f"{name}, {place}") for place, row in enumerate(document, 1)]
    known = {habit.answer: habit for habit in habits}
    if len(known) < len(habits):
        raise RuleError(f"{name} : une réponse est décrite deux fois. Gardez une ligne chacune.")
    return known


def _habit(row: Any, place: str) -> Habit:
    if not isinstance(row, Mapping):
        raise RuleError(f"{place} : des lignes « clé: valeur » sont attendues.")
    wanted = {field.name: type(field.default) for field in fields(Habit)}
    for key in row:
        if key not in wanted:
            _refuse(place, str(key), f"clé inconnue ; clés connues : {', '.join(wanted)}")
    for key in ("answer", "label", "because"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            _refuse(place, key, "un texte est attendu")
    if not isinstance(row.get("by_design", False), bool):
        _refuse(place, "by_design", "écrivez true ou false")
    for key, least in (("times", 2), ("within_days", 1), ("one_stay_days", 0)):
        value = row.get(key, least)
        if type(value) is not int or value < least:
            _refuse(place, key, f"écrivez un nombre entier d’au moins {least}")
    return Habit(**row)


def _refuse(place: str, key: str, remedy: str) -> NoReturn:
    raise RuleError(f"{place}, clé « {key} » : {remedy}.")
