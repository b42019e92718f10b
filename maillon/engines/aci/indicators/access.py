"""Axis 1, access to care: opening hours, crises, services, users, unscheduled care."""

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
from maillon.engines.aci.indicators.shares import by_level, per_patients
from maillon.engines.common import Reason

__all__: list[str] = []


@counts(
    "A1.1",
    amounts="full full_hours middle_hours least_hours shorter_day shortest_day saturday weeks "
    "most_weeks",
    needs="opening_hours_per_day open_saturday_morning weeks_closed",
    parts="deductions",
    notes="cumulative outside",
)
def opening_hours(facts: Facts, rule: DatedRule) -> Outcome:
    """Full points less what is not covered; below every known tier the prerequisite is not met."""
    hours, weeks = facts.opening_hours_per_day or NOTHING, facts.weeks_closed or 0
    if hours < rule.amount("least_hours") or weeks > rule.amount("most_weeks"):
        reason = why("opening_outside", hours=hours, weeks=weeks)
        return Outcome(NOTHING, (reason,), False, ("deductions",), (Other("outside"),))
    full = rule.amount("full")
    less = _deductions(facts, rule)
    reasons = (why("opening", points=full, hours=hours), *less)
    taken = [Decimal(str(reason.data["points"])) for reason in less]
    others = (Other("cumulative", full - max(taken)),) if len(taken) > 1 else ()
    parts = ("deductions",) if taken else ()
    return Outcome(max(NOTHING, full - sum(taken)), reasons, True, parts, others)


def _deductions(facts: Facts, rule: DatedRule) -> tuple[Reason, ...]:
    hours, found = facts.opening_hours_per_day or NOTHING, []
    if hours < rule.amount("middle_hours"):
        found.append(why("shorter_day", points=rule.amount("shortest_day"), hours=hours))
    elif hours < rule.amount("full_hours"):
        found.append(why("shorter_day", points=rule.amount("shorter_day"), hours=hours))
    if not facts.open_saturday_morning:
        found.append(why("closed_saturday", points=rule.amount("saturday")))
    if facts.weeks_closed:
        found.append(why("closed_weeks", points=rule.amount("weeks"), weeks=facts.weeks_closed))
    return tuple(found)


@counts("A1.2", amounts="points", needs="crisis_plan")
def crisis_plan(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, once the plan is written."""
    return done(facts.crisis_plan, rule.amount("points"))


@counts(
    "A1.3", amounts="points per_patients", needs="patients", claims="crisis_year crisis_actions"
)
def crisis_actions(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, in a year with a serious crisis and actions carried out."""
    if not facts.crisis_year:
        return nothing("no_crisis")
    if not facts.crisis_actions:
        return nothing("not_claimed" if facts.crisis_actions is None else "not_done")
    return per_patients(facts, rule)


@counts("A1.4", amounts="points", claims="diversity_level", notes="levels")
def diversity(facts: Facts, rule: DatedRule) -> Outcome:
    """So much a level."""
    return by_level(facts.diversity_level, rule, Other("levels"))


@counts("A1.5", amounts="points", claims="second_recourse_level", notes="levels")
def second_recourse(facts: Facts, rule: DatedRule) -> Outcome:
    """So much a level."""
    return by_level(facts.second_recourse_level, rule, Other("levels"))


@counts("A1.6", amounts="points disputed", claims="cstm_doctor", notes="half_of_doctors survival")
def cstm_doctor(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed; one calculator adds to it."""
    outcome = done(facts.cstm_doctor, rule.amount("points"))
    if not facts.cstm_doctor:
        return outcome
    others = (Other("half_of_doctors", outcome.points + rule.amount("disputed")), Other("survival"))
    return Outcome(outcome.points, outcome.reasons, others=others)


@counts(
    "A1.7",
    amounts="points per_patients most",
    needs="patients",
    claims="public_health_missions",
)
def public_health_missions(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, for each mission up to the most that count."""
    if facts.public_health_missions is None:
        return nothing("not_claimed")
    if not facts.public_health_missions:
        return nothing("none_done")
    return per_patients(facts, rule, facts.public_health_missions)


@counts("A1.7b", amounts="points least", claims="public_health_missions ipa", notes="ipa_not_asked")
def public_health_missions_ipa(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, with an advanced practice nurse and enough missions."""
    points, least = rule.amount("points"), rule.amount("least")
    missions = facts.public_health_missions
    if missions is None:
        return nothing("not_claimed")
    if missions < least:
        return nothing("too_few_missions", missions=missions, least=least)
    if not facts.ipa:
        return nothing("no_ipa", Other("ipa_not_asked", points))
    return Outcome(points, (why("ipa_bonus", points=points),))


@counts("A1.8a", amounts="points", claims="users_level")
def users_first_level(facts: Facts, rule: DatedRule) -> Outcome:
    """Fixed, from the first level on."""
    level = facts.users_level
    return done(None if level is None else level >= 1, rule.amount("points"))


@counts(
    "A1.8b", amounts="points per_patients", needs="patients", claims="users_level", notes="since"
)
def users_second_level(facts: Facts, rule: DatedRule) -> Outcome:
    """By patients, on top of the first level."""
    if facts.users_level is None:
        return nothing("not_claimed")
    if facts.users_level < 2:
        return nothing("level_not_reached", level=facts.users_level, asked=2)
    return per_patients(facts, rule, others=(Other("since", NOTHING),))


@counts("A1.9", amounts="all half share", claims="sas_doctors sas_every_request doctors")
def unscheduled_care_with_sas(facts: Facts, rule: DatedRule) -> Outcome:
    """All doctors, or every request answered; else half of them."""
    if facts.sas_every_request:
        points = rule.amount("all")
        return Outcome(points, (why("sas_every_request", points=points),))
    if facts.sas_doctors is None:
        return nothing("not_claimed" if facts.sas_every_request is None else "not_done")
    asked, doctors = facts.sas_doctors, facts.doctors or 0
    if not asked:
        return nothing("sas_nobody")
    if asked < rule.amount("share") * doctors:
        return nothing("sas_too_few", sas=asked, doctors=doctors)
    points = rule.amount("all" if asked >= doctors else "half")
    return Outcome(points, (why("sas_doctors", points=points, sas=asked, doctors=doctors),))
