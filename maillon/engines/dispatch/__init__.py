"""Dispatch: who may be asked for a need, in which order, in which waves, and why.

``judge`` → one responder, every reason. ``rank`` → the order of asking. ``plan_waves`` → when.
All are pure: facts and ``now`` in, frozen answers out. ``indexing.index`` → everybody in memory,
ranked sooner and just the same; imported by whoever wants it, since it needs numpy.
"""

from maillon.engines.common import Reason
from maillon.engines.dispatch.facts import Availability, CandidateFacts, NeedFacts, Urgency, Works
from maillon.engines.dispatch.hours import DeskHours, is_quiet, next_loud
from maillon.engines.dispatch.judging import judge
from maillon.engines.dispatch.policy import RULE_SINCE, Policy, Windows
from maillon.engines.dispatch.ranking import rank
from maillon.engines.dispatch.reasons import EXCLUSIONS, GROUNDS, REASONS
from maillon.engines.dispatch.residents import Circle, Resident, placed
from maillon.engines.dispatch.verdicts import TIERS, Ranked, Tier, Verdict
from maillon.engines.dispatch.waves import Channel, WaveKind, WavePlan, plan_waves

__all__ = [
    "EXCLUSIONS",
    "GROUNDS",
    "REASONS",
    "RULE_SINCE",
    "TIERS",
    "Availability",
    "CandidateFacts",
    "Channel",
    "Circle",
    "DeskHours",
    "NeedFacts",
    "Policy",
    "Ranked",
    "Reason",
    "Resident",
    "Tier",
    "Urgency",
    "Verdict",
    "WaveKind",
    "WavePlan",
    "Windows",
    "Works",
    "is_quiet",
    "judge",
    "next_loud",
    "placed",
    "plan_waves",
    "rank",
]
