"""Dispatch: who may be asked for a need, in which order, in which waves, and why.

``judge`` → one responder, every reason. ``rank`` → the order of asking. ``plan_waves`` → when.
All three are pure: facts and ``now`` in, frozen answers out.
"""

from maillon.engines.common import Reason
from maillon.engines.dispatch.facts import Availability, CandidateFacts, NeedFacts, Urgency
from maillon.engines.dispatch.hours import DeskHours, is_quiet, next_loud
from maillon.engines.dispatch.judging import judge
from maillon.engines.dispatch.policy import Policy, Windows
from maillon.engines.dispatch.ranking import rank
from maillon.engines.dispatch.reasons import EXCLUSIONS, GROUNDS, REASONS
from maillon.engines.dispatch.verdicts import TIERS, Ranked, Tier, Verdict
from maillon.engines.dispatch.waves import Channel, WaveKind, WavePlan, plan_waves

__all__ = [
    "EXCLUSIONS",
    "GROUNDS",
    "REASONS",
    "TIERS",
    "Availability",
    "CandidateFacts",
    "Channel",
    "DeskHours",
    "NeedFacts",
    "Policy",
    "Ranked",
    "Reason",
    "Tier",
    "Urgency",
    "Verdict",
    "WaveKind",
    "WavePlan",
    "Windows",
    "is_quiet",
    "judge",
    "next_loud",
    "plan_waves",
    "rank",
]
