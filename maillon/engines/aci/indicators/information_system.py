"""Axis 3, the shared information system."""

from maillon.engines.aci.dated import DatedRule
from maillon.engines.aci.facts import Facts
from maillon.engines.aci.indicators.counting import Outcome, counts, nothing, why

__all__: list[str] = []


@counts(
    "A3.1",
    amounts="points per_professional threshold per_professional_beyond",
    needs="information_system professionals",
)
def information_system_standard(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, and so much an associated professional, less beyond the threshold."""
    if facts.information_system == "none":
        return nothing("no_information_system")
    people, threshold = facts.professionals or 0, int(rule.amount("threshold"))
    fixed, rate = rule.amount("points"), rule.amount("per_professional")
    first = rate * min(people, threshold)
    reasons = [
        why("fixed", points=fixed),
        why("per_professional", points=first, rate=rate, people=min(people, threshold)),
    ]
    beyond = rule.amount("per_professional_beyond") * max(people - threshold, 0)
    if beyond:
        lower = rule.amount("per_professional_beyond")
        data = {"points": beyond, "rate": lower, "people": people - threshold}
        reasons.append(why("professionals_beyond", threshold=threshold, **data))
    return Outcome(fixed + first + beyond, tuple(reasons))


@counts("A3.2", amounts="points", needs="information_system")
def information_system_advanced(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, for software labelled at the advanced level."""
    if facts.information_system != "advanced":
        return nothing("no_advanced_label")
    points = rule.amount("points")
    return Outcome(points, (why("fixed", points=points),))
