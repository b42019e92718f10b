"""How long a file is kept: a rule read from its source, and what other rooms hold of a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from maillon.errors import RuleError
from maillon.kernel import yamlfile

__all__ = ["Rule", "blocked", "forget_elsewhere", "register", "rule_on", "years_before"]

Forgetting = Callable[[Iterable[UUID]], dict[str, int]]
Blocking = Callable[[Iterable[UUID]], frozenset[UUID]]
_forgetting: list[Forgetting] = []
_blocking: list[Blocking] = []


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated version of the rule."""

    since: date
    source: str
    years_after_last_contact: int
    undo_days: int


def register(forgetting: Forgetting, blocking: Blocking) -> None:
    """Let a room say what it forgets of persons, and who must wait (project/wiring.py only)."""
    if forgetting not in _forgetting:
        _forgetting.append(forgetting)
        _blocking.append(blocking)


def blocked(patient_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these persons whom a room still serves: their files cannot go yet."""
    ids = list(patient_ids)
    return frozenset[UUID]().union(*(blocking(ids) for blocking in _blocking))


def forget_elsewhere(patient_ids: Iterable[UUID]) -> dict[str, int]:
    """Let every other room forget these persons; how much of each kind went."""
    ids, counts = list(patient_ids), dict[str, int]()
    for forgetting in _forgetting:
        counts |= forgetting(ids)
    return counts


@cache
def _rules() -> tuple[Rule, ...]:
    rows = yamlfile.read(Path(__file__).parent / "retention.yaml")["retention"]
    try:
        rules = tuple(Rule(**row) for row in rows)
    except TypeError as error:
        raise RuleError(f"retention.yaml : {error}. Complétez la règle.") from error
    if not all(rule.source.strip() for rule in rules):
        raise RuleError("retention.yaml : une règle sans source. Citez le texte.")
    return tuple(sorted(rules, key=lambda rule: rule.since))


def rule_on(day: date) -> Rule:
    """The rule in force on a day; raises ``RuleError`` before the first one."""
    rules = [rule for rule in _rules() if rule.since <= day]
    if not rules:
        raise RuleError(f"retention.yaml : aucune règle au {day}. Ajoutez-la avec sa source.")
    return rules[-1]


def years_before(moment: datetime, years: int) -> datetime:
    """The same day some years before; 29 February is its 28th there."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)
