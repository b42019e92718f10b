"""Which rules speak of what the caller says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from maillon.apps.desk.rules.rule import SUGGESTIONS, Conditions, Rule
from maillon.kernel.crypto import fold

__all__ = ["Situation", "reminders"]

_ORDER = {code: place for place, code in enumerate(SUGGESTIONS)}


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of the call so far; anything may still be missing."""

    needs: frozenset[str] = frozenset()
    urgency: str = ""
    living: frozenset[str] = frozenset()
    prescription: str = ""
    age: int | None = None
    text: str = ""


def reminders(
    rules: Iterable[Rule], seen: Situation, *, clinical: bool = False
) -> tuple[Rule, ...]:
    """The rules that apply, the most pressing first: SAMU, then the others, then questions.

    ``clinical``: this desk is the hospital's line itself, and is not told to pass on to it.
    """
    text = f" {fold(seen.text)} "
    spoken = (rule for rule in rules if _speaks(rule.when, seen, text))
    found = sorted(spoken, key=lambda rule: _ORDER[rule.suggests])
    return tuple(_kept_here(rule) if clinical else rule for rule in found)


def _kept_here(rule: Rule) -> Rule:
    return replace(rule, suggests="none") if rule.suggests == "hospital_line" else rule


def _speaks(when: Conditions, seen: Situation, text: str) -> bool:
    return (
        _touches(when.needs, seen.needs)
        and _touches(when.living, seen.living)
        and (not when.urgency or seen.urgency in when.urgency)
        and (not when.prescription or seen.prescription in when.prescription)
        and (not when.words or any(_said(word).search(text) for word in when.words))
        and _aged(when, seen.age)
    )


@cache
def _said(word: str) -> re.Pattern[str]:
    """These words in a row, each as the rule writes it or in the feminine or plural: « chute » is
    heard in « deux chutes »; « coups » is not in « du coup ».
    """
    return re.compile(
        " " + " ".join(f"{re.escape(one)}(?:e?s?|x)" for one in fold(word).split()) + " "
    )


def _touches(asked: frozenset[str], present: frozenset[str]) -> bool:
    return not asked or bool(asked & present)


def _aged(when: Conditions, age: int | None) -> bool:
    if when.age_min is None and when.age_max is None:
        return True
    if age is None:
        return False
    return (when.age_min or 0) <= age <= (150 if when.age_max is None else when.age_max)
