"""The order of asking: tiers first, then the score, then the id so that no tie is left."""

from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter
from typing import Final

from maillon.engines.common import Reason
from maillon.engines.dispatch.facts import CandidateFacts, NeedFacts
from maillon.engines.dispatch.judging import assess
from maillon.engines.dispatch.policy import Policy
from maillon.engines.dispatch.verdicts import TIERS, Ranked, Tier
from maillon.errors import RuleError

__all__ = ["rank"]

_PLACE: Final = {tier: place for place, tier in enumerate(TIERS)}
_by_key: Final = itemgetter(0)

Key = tuple[int, float, str]
Entry = tuple[Key, CandidateFacts, Tier, tuple[Reason, ...]]


def rank(
    need: NeedFacts, candidates: Iterable[CandidateFacts], now: datetime, policy: Policy
) -> tuple[Ranked, ...]:
    """The eligible responders in the order they should be asked, best first.

    A total order: chosen by the person, usual carers, zone, neighbours; inside a tier the higher
    score first; ties by ``responder_id``. It depends on nothing else, not on the order received.
    Raises RuleError when two candidates share a ``responder_id``.
    """
    entries: list[Entry] = []
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.responder_id in seen:
            raise RuleError(f"dispatch: responder {candidate.responder_id} appears twice")
        seen.add(candidate.responder_id)
        tier, score, reasons = assess(need, candidate, now, policy)
        if tier is not None:
            key = (_PLACE[tier], -score, candidate.responder_id)
            entries.append((key, candidate, tier, reasons))
    entries.sort(key=_by_key)
    return tuple(
        Ranked(position, c.responder_id, tier, -key[1], c.reachable_by_sms, reasons)
        for position, (key, c, tier, reasons) in enumerate(entries, start=1)
    )
