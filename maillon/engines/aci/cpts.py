"""The ACI of a CPTS: its size, its missions, and amounts that most often only its contract tells.

Known with their sources: sizes, two operating amounts, ceilings, the calendar of missions. The
table of missions was not found: its amounts are ``None``, and asked for. Nobody adds them up here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from maillon.engines.aci.book import Indicator
from maillon.engines.aci.dated import DatedRule, Note
from maillon.engines.aci.flaws import Flaw, Malformed
from maillon.engines.aci.reading import Shape, shape

__all__ = ["MISSIONS", "SHAPES", "Size", "amount", "rule_on", "size_of"]

BY_SIZE: Final = "size_1 size_2 size_3 size_4"
MISSION: Final = (
    "fixed_1 fixed_2 fixed_3 fixed_4 variable_1 variable_2 variable_3 variable_4 "
    "start_months deploy_months"
)
MISSIONS: Final = ("access", "pathways", "prevention", "crisis", "quality", "support")
SHAPES: Final[Mapping[str, Shape]] = {
    "sizes": shape("below_2 below_3 up_to_3", "boundary"),
    "operating": shape(BY_SIZE),
    "letter_of_intent": shape(BY_SIZE, "same_for_all"),
    "ceiling": shape(BY_SIZE),
    "member_ceiling": shape("euros"),
    **dict.fromkeys(MISSIONS, shape(MISSION)),
}


@dataclass(frozen=True, slots=True)
class Size:
    """1 to 4; ``note`` where the population falls exactly on a boundary nobody settles."""

    number: int
    rule: DatedRule
    note: Note | None = None


def rule_on(rules: Mapping[str, Indicator], name: str, day: date) -> DatedRule:
    """The version of a rule in force that day; ``Malformed`` where none is known so early."""
    found = rules[name].on(day)
    if found is None:
        first = rules[name].versions[0].since
        raise Malformed("", [Flaw("before_rules", name, 0, {"first": first})])
    return found


def size_of(rules: Mapping[str, Indicator], population: int, day: date) -> Size:
    """The size of a CPTS for the inhabitants of its communes; never smaller for more of them.

    Raises ``Malformed`` for a negative population, or before the first rule known.
    """
    if population < 0:
        data = {"low": 0, "high": 10**8, "given": population}
        raise Malformed("", [Flaw("count", "population", 0, data)])
    rule = rule_on(rules, "sizes", day)
    bounds = [rule.amount(name) for name in ("below_2", "below_3", "up_to_3")]
    number = 1 + sum((population >= bounds[0], population >= bounds[1], population > bounds[2]))
    return Size(number, rule, rule.notes.get("boundary") if population in bounds else None)


def amount(rule: DatedRule, name: str, contract: Mapping[str, Decimal]) -> Decimal:
    """An amount as the signed contract tells it, else as published.

    ``contract``: amounts of its annex by name. Raises ``Malformed`` naming what neither tells.
    """
    told = contract.get(name)
    return rule.amount(name) if told is None else told
