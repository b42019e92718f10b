"""The order of asking: tiers first, then the score, then the id so that no tie is left."""

from collections.abc import Iterable
from datetime import datetime

from maillon.engines.dispatch.facts import CandidateFacts, NeedFacts
from maillon.engines.dispatch.judging import judge
from maillon.engines.dispatch.policy import Policy
from maillon.engines.dispatch.verdicts import TIERS, Ranked, Tier, Verdict
from maillon.errors import RuleError

__all__ = ["rank"]

_PLACE = {tier: place for place, tier in enumerate(TIERS)}


def rank(
    need: NeedFacts, candidates: Iterable[CandidateFacts], now: datetime, policy: Policy
) -> tuple[Ranked, ...]:
    """The eligible responders in the order they should be asked, best first.

    A total order: chosen by the person, usual carers, zone, neighbours; inside a tier the higher
    score first; ties by ``responder_id``. It depends on nothing else, not on the order received.
    Raises RuleError when two candidates share a ``responder_id``.
    """
    eligible: list[tuple[int, float, str, Tier, Verdict]] = []
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.responder_id in seen:
            raise RuleError(f"dispatch: responder {candidate.responder_id} appears twice")
        seen.add(candidate.responder_id)
        verdict = judge(need, candidate, now, policy)
        if verdict.tier is not None:
            key = (_PLACE[verdict.tier], -verdict.score, verdict.responder_id)
            eligible.append((*key, verdict.tier, verdict))
    eligible.sort(key=lambda entry: entry[:3])
    return tuple(
        Ranked(position, v.responder_id, tier, v.score, v.by_sms, v.reasons)
        for position, (_, _, _, tier, v) in enumerate(eligible, start=1)
    )
