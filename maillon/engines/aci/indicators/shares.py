"""The shapes that points take: by patients, by level, by piece."""

from decimal import Decimal

from maillon.engines.aci.dated import DatedRule
from maillon.engines.aci.facts import Facts
from maillon.engines.aci.indicators.counting import Other, Outcome, nothing, why

__all__ = ["by_level", "by_piece", "per_patients"]


def per_patients(
    facts: Facts, rule: DatedRule, times: int = 1, others: tuple[Other, ...] = ()
) -> Outcome:
    """``points`` for each ``per_patients`` of the list, linear, never capped (S: thesis 2017–2019).

    ``times``: missions that each count, up to the ``most`` of the rule.
    """
    rate, base, patients = rule.amount("points"), rule.amount("per_patients"), facts.patients or 0
    counted = min(times, int(rule.amount("most"))) if "most" in rule.amounts else 1
    points = rate * counted * patients / base
    data = {"points": points, "rate": rate, "base": base, "patients": patients}
    if "most" not in rule.amounts:
        return Outcome(points, (why("per_patients", **data),), others=others)
    reason = why("missions_per_patients", **data, counted=counted, told=times)
    return Outcome(points, (reason,), others=others)


def by_level(level: int | None, rule: DatedRule, *others: Other) -> Outcome:
    """``points`` a level; what a level asks for is read differently by different sources."""
    if not level:
        return nothing("not_claimed" if level is None else "not_done")
    points = rule.amount("points") * level
    reason = why("level", points=points, level=level, rate=rule.amount("points"))
    return Outcome(points, (reason,), others=others)


def by_piece(told: int, rate: Decimal, most: Decimal, code: str) -> Outcome:
    """``rate`` for each piece up to ``most``."""
    if not told:
        return nothing("none_done")
    counted = min(told, int(most))
    data = {"points": rate * counted, "rate": rate, "counted": counted, "told": told, "most": most}
    return Outcome(rate * counted, (why(code, **data),))
