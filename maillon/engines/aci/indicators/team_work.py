"""Axis 2, working as a team: coordination, protocols, case meetings, training, quality."""

from decimal import Decimal

from maillon.engines.aci.dated import DatedRule
from maillon.engines.aci.facts import Facts
from maillon.engines.aci.indicators.counting import (
    NOTHING,
    Other,
    Outcome,
    counts,
    done,
    nothing,
    why,
)
from maillon.engines.aci.indicators.shares import by_piece, per_patients

__all__: list[str] = []


@counts("A2.1a", amounts="points", needs="coordinator")
def coordination_fixed(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, once somebody coordinates."""
    return done(facts.coordinator, rule.amount("points"))


@counts(
    "A2.1b",
    amounts="points per_patients threshold points_beyond",
    needs="coordinator patients",
    parts="degressive",
    notes="no_degression flat_beyond",
)
def coordination_variable(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, at a lower rate beyond the threshold."""
    if not facts.coordinator:
        return nothing("not_done")
    rate, base, patients = rule.amount("points"), rule.amount("per_patients"), facts.patients or 0
    threshold, lower = rule.amount("threshold"), rule.amount("points_beyond")
    if patients <= threshold:
        return per_patients(facts, rule)
    first, beyond = rate * threshold / base, lower * (patients - threshold) / base
    data = {"patients": patients, "threshold": threshold, "base": base}
    reasons = (
        why("up_to_threshold", points=first, rate=rate, **data),
        why("beyond_threshold", points=beyond, rate=lower, **data),
    )
    others = (
        Other("no_degression", rate * patients / base),
        Other("flat_beyond", first + lower),
    )
    return Outcome(first + beyond, reasons, True, ("degressive",), others)


@counts("A2.2", amounts="points most", needs="protocols")
def protocols(facts: Facts, rule: DatedRule) -> Outcome:
    """So much a protocol, up to the most that count."""
    return by_piece(facts.protocols or 0, rule.amount("points"), rule.amount("most"), "protocols")


@counts("A2.2b", amounts="points most", needs="protocols", claims="ipa")
def protocols_ipa(facts: Facts, rule: DatedRule) -> Outcome:
    """A bonus for each protocol that counts, with an advanced practice nurse in the team."""
    if not facts.ipa:
        return nothing("no_ipa")
    rate, most = rule.amount("points"), rule.amount("most")
    return by_piece(facts.protocols or 0, rate, most, "protocols_ipa")


@counts(
    "A2.3",
    amounts="points per_patients share least_meetings",
    needs="patients case_meetings files_reviewed",
    parts="attainment",
    notes="grading",
)
def case_meetings(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, in proportion of the files reviewed, from so many meetings a year on.

    ``rate × P/base × min(1, files / (share × P))`` is written ``rate / base × min(P,
    files / share)``, which is exact and needs no patient to divide by.
    """
    meetings, files = facts.case_meetings or 0, facts.files_reviewed or 0
    least, share = rule.amount("least_meetings"), rule.amount("share")
    if meetings < least:
        reason = why("too_few_meetings", meetings=meetings, least=least)
        return Outcome(NOTHING, (reason,), False, ("attainment",))
    patients = Decimal(facts.patients or 0)
    rate, base = rule.amount("points"), rule.amount("per_patients")
    points = rate * min(patients, files / share) / base
    data = {
        "points": points, "rate": rate, "base": base, "patients": patients, "files": files,
        "asked": share * patients, "meetings": meetings,
    }  # fmt: skip
    whole = files >= share * patients
    reason = why("meetings_whole" if whole else "meetings_partial", **data)
    others = () if whole else (Other("grading"),)
    return Outcome(points, (reason,), True, ("attainment",), others)


@counts(
    "A2.3b",
    amounts="points per_patients",
    needs="patients case_meetings",
    claims="ipa",
    notes="written_report",
)
def case_meetings_ipa(facts: Facts, rule: DatedRule) -> Outcome:
    """A bonus by patients, when an advanced practice nurse takes part in meetings held."""
    if not facts.case_meetings:
        return nothing("no_meeting")
    if facts.ipa:
        return per_patients(facts, rule)
    return nothing("no_ipa", Other("written_report", per_patients(facts, rule).points))


@counts("A2.4", amounts="first first_count next most", claims="placements")
def placements(facts: Facts, rule: DatedRule) -> Outcome:
    """So much for the first placements together, then for each next one that counts."""
    told, first = facts.placements, rule.amount("first_count")
    if told is None:
        return nothing("not_claimed")
    if told < first:
        return nothing("too_few_placements", told=told, first=first)
    counted = min(told, int(rule.amount("most")))
    points = rule.amount("first") + rule.amount("next") * max(NOTHING, counted - first)
    data = {"told": told, "counted": counted, "first": first, "first_points": rule.amount("first")}
    return Outcome(points, (why("placements", points=points, next=rule.amount("next"), **data),))


@counts("A2.5", amounts="points per_patients", needs="patients", claims="external_coordination")
def external_coordination(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, once the procedure is written."""
    if facts.external_coordination:
        return per_patients(facts, rule)
    return nothing("not_claimed" if facts.external_coordination is None else "not_done")


@counts("A2.6a", amounts="points", claims="quality_level")
def quality_first_level(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, from the first level on."""
    level = facts.quality_level
    return done(None if level is None else level >= 1, rule.amount("points"))


def _quality(facts: Facts, rule: DatedRule, asked: int) -> Outcome:
    if facts.quality_level is None:
        return nothing("not_claimed")
    if facts.quality_level < asked:
        return nothing("level_not_reached", level=facts.quality_level, asked=asked)
    return per_patients(facts, rule)


@counts("A2.6b", amounts="points per_patients", needs="patients", claims="quality_level")
def quality_second_level(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, on top of the first level."""
    return _quality(facts, rule, 2)


@counts("A2.6c", amounts="points per_patients", needs="patients", claims="quality_level")
def quality_third_level(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, on top of the two others."""
    return _quality(facts, rule, 3)


@counts("A2.7", amounts="points most", claims="national_protocols", notes="flat")
def national_protocols(facts: Facts, rule: DatedRule) -> Outcome:
    """So much a national protocol applied; one calculator pays once."""
    if facts.national_protocols is None:
        return nothing("not_claimed")
    rate, most = rule.amount("points"), rule.amount("most")
    outcome = by_piece(facts.national_protocols, rate, most, "national_protocols")
    others = (Other("flat", rate),) if outcome.points > rate else ()
    return Outcome(outcome.points, outcome.reasons, outcome.held, others=others)


@counts("A2.8", amounts="points per_patients", needs="patients", claims="heart_failure_pathway")
def heart_failure_pathway(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, once the pathway runs."""
    if facts.heart_failure_pathway:
        return per_patients(facts, rule)
    return nothing("not_claimed" if facts.heart_failure_pathway is None else "not_done")


@counts("A2.9", amounts="points", claims="child_overweight_pathway")
def child_overweight_pathway(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, once the pathway runs."""
    return done(facts.child_overweight_pathway, rule.amount("points"))
