"""What is known of the 2026 text, in euros: a part of it, never a total."""

from maillon.engines.aci.dated import DatedRule
from maillon.engines.aci.facts import Facts
from maillon.engines.aci.indicators.counting import NOTHING, Other, Outcome, counts, nothing, why

__all__: list[str] = []


@counts(
    "FS.1",
    amounts="joined_before joined_later",
    claims="france_sante_joined france_sante_amount_eur",
    notes="average",
)
def france_sante_base(facts: Facts, rule: DatedRule) -> Outcome:
    """The amount of the signed contract if it is told, else the published one, if there is one."""
    joined, told = facts.france_sante_joined, facts.france_sante_amount_eur
    if joined is None:
        return nothing("not_claimed")
    if told is not None:
        return Outcome(NOTHING, (why("from_contract", euros=told),), euros=told)
    name = "joined_before" if joined == "before_2026_07_14" else "joined_later"
    euros = rule.amount(name)
    return Outcome(NOTHING, (why(name, euros=euros),), others=(Other("average"),), euros=euros)
